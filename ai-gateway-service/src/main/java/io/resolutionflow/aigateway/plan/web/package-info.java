/** Settings and plans over HTTP. */
@NullMarked
package io.resolutionflow.aigateway.plan.web;

import org.jspecify.annotations.NullMarked;
