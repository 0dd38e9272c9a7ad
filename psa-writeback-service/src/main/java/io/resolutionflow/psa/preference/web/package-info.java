/** HTTP edge of preferences. */
@NullMarked
package io.resolutionflow.psa.preference.web;

import org.jspecify.annotations.NullMarked;
