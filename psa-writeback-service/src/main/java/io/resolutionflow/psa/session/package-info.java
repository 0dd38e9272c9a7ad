/** The AI session a text is written for: who may, what it knows, what becomes of it. */
@NullMarked
package io.resolutionflow.psa.session;

import org.jspecify.annotations.NullMarked;
