/** Administration over HTTP. */
@NullMarked
package io.resolutionflow.aigateway.administration.web;

import org.jspecify.annotations.NullMarked;
