@NullMarked
package io.resolutionflow.session.guided;

import org.jspecify.annotations.NullMarked;
