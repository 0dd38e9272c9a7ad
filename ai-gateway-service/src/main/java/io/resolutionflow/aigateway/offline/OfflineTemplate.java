package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;

/**
 * How one task is answered without a model: a pure function of the inputs and the library. It
 * repeats, it never invents; what it does not know it leaves out.
 */
interface OfflineTemplate {

    AiTask task();

    Draft draft(Inputs inputs);
}
