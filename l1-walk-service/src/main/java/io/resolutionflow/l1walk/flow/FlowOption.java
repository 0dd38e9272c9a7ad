package io.resolutionflow.l1walk.flow;

/**
 * @param next id of the node this answer leads to
 */
public record FlowOption(String label, String value, String next) {}
