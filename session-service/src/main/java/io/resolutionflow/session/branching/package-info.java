/** What the engineer does with branches. */
@NullMarked
package io.resolutionflow.session.branching;

import org.jspecify.annotations.NullMarked;
