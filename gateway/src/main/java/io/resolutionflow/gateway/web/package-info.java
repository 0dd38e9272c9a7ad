/** What the browser gets: the app's files, its configuration, security headers. */
@NullMarked
package io.resolutionflow.gateway.web;

import org.jspecify.annotations.NullMarked;
