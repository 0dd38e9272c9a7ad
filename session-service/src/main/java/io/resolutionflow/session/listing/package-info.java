/** Sessions as they are shown: lists, search, queue, one in full, its messages. */
@NullMarked
package io.resolutionflow.session.listing;

import org.jspecify.annotations.NullMarked;
