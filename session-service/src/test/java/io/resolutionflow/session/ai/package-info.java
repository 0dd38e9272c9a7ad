@NullMarked
package io.resolutionflow.session.ai;

import org.jspecify.annotations.NullMarked;
