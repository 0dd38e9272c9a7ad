/** Providers and routes over HTTP. */
@NullMarked
package io.resolutionflow.aigateway.provider.web;

import org.jspecify.annotations.NullMarked;
