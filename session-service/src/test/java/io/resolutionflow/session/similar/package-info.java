@NullMarked
package io.resolutionflow.session.similar;

import org.jspecify.annotations.NullMarked;
