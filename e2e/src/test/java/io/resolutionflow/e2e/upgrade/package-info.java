/** What every migration keeps to, so that the release before works with the new schema. */
@NullMarked
package io.resolutionflow.e2e.upgrade;

import org.jspecify.annotations.NullMarked;
