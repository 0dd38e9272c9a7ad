/** The price table over HTTP. */
@NullMarked
package io.resolutionflow.aigateway.pricing.web;

import org.jspecify.annotations.NullMarked;
