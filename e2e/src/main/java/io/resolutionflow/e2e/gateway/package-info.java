/** The gateway against its peers, and through an outage of the issuer. */
@NullMarked
package io.resolutionflow.e2e.gateway;

import org.jspecify.annotations.NullMarked;
