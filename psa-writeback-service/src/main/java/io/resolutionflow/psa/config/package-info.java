/** Beans that belong to no feature. */
@NullMarked
package io.resolutionflow.psa.config;

import org.jspecify.annotations.NullMarked;
