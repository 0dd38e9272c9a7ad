package io.resolutionflow.e2e.stack;

/**
 * One part of the stack.
 *
 * @param state {@code up}, {@code down}, {@code starting} or {@code failed}
 * @param pid process id, 0 when it has none
 * @param rssMebibytes resident memory, 0 when unknown
 */
public record PartStatus(String name, String state, long pid, int port, int rssMebibytes) {}
