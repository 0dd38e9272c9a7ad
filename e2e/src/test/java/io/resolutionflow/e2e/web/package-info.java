/**
 * The browser app in real Chromium, one browser for all tests. A test takes {@link
 * io.resolutionflow.e2e.web.Windows} as a parameter and is extended by {@link
 * io.resolutionflow.e2e.web.OneBrowser}.
 */
@NullMarked
package io.resolutionflow.e2e.web;

import org.jspecify.annotations.NullMarked;
