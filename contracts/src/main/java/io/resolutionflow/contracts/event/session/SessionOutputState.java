package io.resolutionflow.contracts.event.session;

/** One resolution output and where it stands. (contract-sessions §11) */
public record SessionOutputState(String kind, String state) {}
