/** What this service asks a model for, and what it says when there is no answer. */
@NullMarked
package io.resolutionflow.session.ai;

import org.jspecify.annotations.NullMarked;
