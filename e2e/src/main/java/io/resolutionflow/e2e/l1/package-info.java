/**
 * The L1 desk measured and raced: matching at size, double clicks, crashes between answer and
 * commit.
 */
@NullMarked
package io.resolutionflow.e2e.l1;

import org.jspecify.annotations.NullMarked;
