package io.resolutionflow.l1walk.flow;

/** A version with its structure. */
public record PublishedFlow(FlowRef ref, FlowContent content) {}
