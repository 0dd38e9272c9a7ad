/** The only way to a model: routes, meters, prices and records every call (contract-ai). */
@NullMarked
package io.resolutionflow.aigateway;

import org.jspecify.annotations.NullMarked;
