/** The only door (contract-gateway). */
@NullMarked
package io.resolutionflow.gateway;

import org.jspecify.annotations.NullMarked;
