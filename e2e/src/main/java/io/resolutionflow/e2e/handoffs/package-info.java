/** Hand-offs under load and under crashes: claims, live streams and escalations from all doors. */
@NullMarked
package io.resolutionflow.e2e.handoffs;

import org.jspecify.annotations.NullMarked;
