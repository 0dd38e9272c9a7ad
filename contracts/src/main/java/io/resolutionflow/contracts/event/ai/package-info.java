/** Events of ai-gateway-service (contract-ai §10). Never a prompt, an answer or a key. */
@NullMarked
package io.resolutionflow.contracts.event.ai;

import org.jspecify.annotations.NullMarked;
