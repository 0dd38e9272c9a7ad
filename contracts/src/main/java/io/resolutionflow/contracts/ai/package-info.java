/** Internal API of ai-gateway-service (contract-ai §3, §4, §7). */
@NullMarked
package io.resolutionflow.contracts.ai;

import org.jspecify.annotations.NullMarked;
