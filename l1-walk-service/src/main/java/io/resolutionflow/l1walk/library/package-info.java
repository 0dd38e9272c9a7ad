/** The shipped flow library: global, read-only, loaded at start (contract-l1 §9.2). */
@NullMarked
package io.resolutionflow.l1walk.library;

import org.jspecify.annotations.NullMarked;
