/** Texts of L1 walks. */
@NullMarked
package io.resolutionflow.psa.writeback.client;

import org.jspecify.annotations.NullMarked;
