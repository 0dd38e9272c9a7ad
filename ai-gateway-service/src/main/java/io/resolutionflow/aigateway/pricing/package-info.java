/** Tokens to money: price table and the one division (contract-ai §6.5). */
@NullMarked
package io.resolutionflow.aigateway.pricing;

import org.jspecify.annotations.NullMarked;
