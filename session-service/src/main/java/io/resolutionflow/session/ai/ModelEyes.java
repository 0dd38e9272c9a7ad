package io.resolutionflow.session.ai;

import io.resolutionflow.contracts.ai.AiTask;

/** Whether the model that would answer now takes images. Never called inside a transaction. */
public interface ModelEyes {

    /** False also when nobody can tell. */
    boolean see(AiTask task);
}
