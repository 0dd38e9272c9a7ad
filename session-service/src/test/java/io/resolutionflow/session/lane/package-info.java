@NullMarked
package io.resolutionflow.session.lane;

import org.jspecify.annotations.NullMarked;
