@NullMarked
package io.resolutionflow.session.statusupdate;

import org.jspecify.annotations.NullMarked;
