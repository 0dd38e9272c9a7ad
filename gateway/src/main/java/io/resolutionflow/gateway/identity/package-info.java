/** Whose request it is: token, header hygiene, identity headers for the services. */
@NullMarked
package io.resolutionflow.gateway.identity;

import org.jspecify.annotations.NullMarked;
