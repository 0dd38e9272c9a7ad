/** The S3-compatible store behind the port. */
@NullMarked
package io.resolutionflow.session.upload.client;

import org.jspecify.annotations.NullMarked;
