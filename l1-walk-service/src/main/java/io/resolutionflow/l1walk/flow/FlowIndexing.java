package io.resolutionflow.l1walk.flow;

import java.util.UUID;

/** Makes what is published findable, in the publishing transaction (contract-l1 §3.1). */
public interface FlowIndexing {

    /** Words at once, vectors by a durable job. */
    void published(UUID flowId, int versionNo, FlowContent content);

    /** A flow came back into use: its words are still there, its vectors are made anew. */
    void unarchived(UUID flowId);
}
