/** HTTP edge of posting and repeating. */
@NullMarked
package io.resolutionflow.psa.writeback.web;

import org.jspecify.annotations.NullMarked;
