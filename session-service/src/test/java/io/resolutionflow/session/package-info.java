@NullMarked
package io.resolutionflow.session;

import org.jspecify.annotations.NullMarked;
