/** Windows and counters of an account (contract-ai §6.2, §2.2). */
@NullMarked
package io.resolutionflow.aigateway.quota;

import org.jspecify.annotations.NullMarked;
