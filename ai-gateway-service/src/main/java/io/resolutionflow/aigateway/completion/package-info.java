/** One model call from request to settled answer (contract-ai §3). */
@NullMarked
package io.resolutionflow.aigateway.completion;

import org.jspecify.annotations.NullMarked;
