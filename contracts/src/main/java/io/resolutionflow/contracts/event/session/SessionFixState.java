package io.resolutionflow.contracts.event.session;

/** The active fix when the session ended. (contract-sessions §11) */
public record SessionFixState(String title, String status) {}
