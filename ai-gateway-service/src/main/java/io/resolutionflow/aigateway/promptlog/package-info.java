/** Prompts and answers kept for a few days because an account asked for it (contract-ai §8). */
@NullMarked
package io.resolutionflow.aigateway.promptlog;

import org.jspecify.annotations.NullMarked;
