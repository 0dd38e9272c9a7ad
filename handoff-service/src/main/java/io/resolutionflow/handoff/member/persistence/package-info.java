/** Rows of the member directory. */
@NullMarked
package io.resolutionflow.handoff.member.persistence;

import org.jspecify.annotations.NullMarked;
