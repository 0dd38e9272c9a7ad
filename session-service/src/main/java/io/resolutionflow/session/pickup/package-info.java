/** Taking over from a colleague: the one claim, then a briefing (contract-sessions §8). */
@NullMarked
package io.resolutionflow.session.pickup;

import org.jspecify.annotations.NullMarked;
