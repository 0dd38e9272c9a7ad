@NullMarked
package io.resolutionflow.session.upload.content;

import org.jspecify.annotations.NullMarked;
