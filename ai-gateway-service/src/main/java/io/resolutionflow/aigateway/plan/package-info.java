/** What an account may use: plans, settings, overrides (contract-ai §2.1, §6.1). */
@NullMarked
package io.resolutionflow.aigateway.plan;

import org.jspecify.annotations.NullMarked;
