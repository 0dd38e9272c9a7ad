/**
 * Where answers come from: the port, the configured endpoints, the route of a tier (contract-ai
 * §5).
 */
@NullMarked
package io.resolutionflow.aigateway.provider;

import org.jspecify.annotations.NullMarked;
