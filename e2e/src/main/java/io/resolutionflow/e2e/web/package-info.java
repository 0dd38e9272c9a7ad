/** The browser app from inside a real Chromium: {@code rf bench web}. */
@NullMarked
package io.resolutionflow.e2e.web;

import org.jspecify.annotations.NullMarked;
