/** Keyset pages with opaque, bound cursors. */
@NullMarked
package io.resolutionflow.platform.paging;

import org.jspecify.annotations.NullMarked;
