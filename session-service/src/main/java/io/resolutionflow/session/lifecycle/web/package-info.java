/** Begin, pause, resume, abandon, delete and rate over HTTP. */
@NullMarked
package io.resolutionflow.session.lifecycle.web;

import org.jspecify.annotations.NullMarked;
