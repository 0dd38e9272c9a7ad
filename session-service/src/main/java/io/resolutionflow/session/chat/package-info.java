/**
 * The chat engine: one turn at a time, the model asked with no transaction open, its answer read
 * whatever its form.
 */
@NullMarked
package io.resolutionflow.session.chat;

import org.jspecify.annotations.NullMarked;
