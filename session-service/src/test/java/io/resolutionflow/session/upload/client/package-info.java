@NullMarked
package io.resolutionflow.session.upload.client;

import org.jspecify.annotations.NullMarked;
