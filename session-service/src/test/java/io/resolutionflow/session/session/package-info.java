@NullMarked
package io.resolutionflow.session.session;

import org.jspecify.annotations.NullMarked;
