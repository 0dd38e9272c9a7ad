/** Adapters to remote providers. */
@NullMarked
package io.resolutionflow.aigateway.provider.client;

import org.jspecify.annotations.NullMarked;
