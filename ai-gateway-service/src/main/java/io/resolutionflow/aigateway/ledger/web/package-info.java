/** Usage over HTTP. */
@NullMarked
package io.resolutionflow.aigateway.ledger.web;

import org.jspecify.annotations.NullMarked;
