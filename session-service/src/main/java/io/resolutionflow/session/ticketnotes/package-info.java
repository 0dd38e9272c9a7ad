/**
 * Ticket notes written by a model while people read along: stored as they grow, so that any replica
 * can go on telling them.
 */
@NullMarked
package io.resolutionflow.session.ticketnotes;

import org.jspecify.annotations.NullMarked;
