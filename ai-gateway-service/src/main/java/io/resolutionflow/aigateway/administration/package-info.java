/** What the operator sees and sets for an account (contract-ai §2.4). */
@NullMarked
package io.resolutionflow.aigateway.administration;

import org.jspecify.annotations.NullMarked;
