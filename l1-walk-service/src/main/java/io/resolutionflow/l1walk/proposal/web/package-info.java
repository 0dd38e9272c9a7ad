/** HTTP edge of proposals. */
@NullMarked
package io.resolutionflow.l1walk.proposal.web;

import org.jspecify.annotations.NullMarked;
