/** What an account wants written where. */
@NullMarked
package io.resolutionflow.psa.preference;

import org.jspecify.annotations.NullMarked;
