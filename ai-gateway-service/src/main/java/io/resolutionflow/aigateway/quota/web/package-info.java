/** The quota object over HTTP. */
@NullMarked
package io.resolutionflow.aigateway.quota.web;

import org.jspecify.annotations.NullMarked;
