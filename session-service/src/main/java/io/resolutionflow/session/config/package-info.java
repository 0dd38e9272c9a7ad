/** Beans that belong to no feature. */
@NullMarked
package io.resolutionflow.session.config;

import org.jspecify.annotations.NullMarked;
