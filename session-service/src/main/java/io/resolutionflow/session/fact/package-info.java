/** What is known for certain about a case. */
@NullMarked
package io.resolutionflow.session.fact;

import org.jspecify.annotations.NullMarked;
