/** Wires the platform into a service; every part can be replaced by a bean of the service. */
@NullMarked
package io.resolutionflow.platform.autoconfigure;

import org.jspecify.annotations.NullMarked;
