@NullMarked
package io.resolutionflow.platform.client;

import org.jspecify.annotations.NullMarked;
