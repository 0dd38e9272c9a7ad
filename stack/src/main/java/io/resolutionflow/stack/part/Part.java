package io.resolutionflow.stack.part;

/**
 * One line of the status. Several parts can be served by one {@link Unit}.
 *
 * @param url where a person or a program reaches it
 */
public record Part(String name, PartKind kind, int port, String url, Probe probe) {}
