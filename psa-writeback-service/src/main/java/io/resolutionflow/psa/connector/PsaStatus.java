package io.resolutionflow.psa.connector;

/**
 * @param selectable false for a status that is kept for old tickets only
 */
public record PsaStatus(
        String id, String name, String boardId, boolean closed, boolean selectable) {}
