/** The durable orders to learn from what was closed (contract-l1 §10.2). */
@NullMarked
package io.resolutionflow.l1walk.learning;

import org.jspecify.annotations.NullMarked;
