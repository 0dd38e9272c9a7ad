/** Vectors of texts by the model in the process (contract-ai §7). */
@NullMarked
package io.resolutionflow.aigateway.embedding;

import org.jspecify.annotations.NullMarked;
