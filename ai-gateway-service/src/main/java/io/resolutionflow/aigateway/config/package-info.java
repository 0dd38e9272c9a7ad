/** Beans that belong to no feature. */
@NullMarked
package io.resolutionflow.aigateway.config;

import org.jspecify.annotations.NullMarked;
