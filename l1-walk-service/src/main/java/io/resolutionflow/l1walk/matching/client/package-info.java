/** Vectors from the AI gateway. */
@NullMarked
package io.resolutionflow.l1walk.matching.client;

import org.jspecify.annotations.NullMarked;
