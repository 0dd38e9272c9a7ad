/** Uploads over HTTP. */
@NullMarked
package io.resolutionflow.session.upload.web;

import org.jspecify.annotations.NullMarked;
