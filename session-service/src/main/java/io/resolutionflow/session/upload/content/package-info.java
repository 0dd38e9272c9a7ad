/** What is in a file: its type by its bytes, its text, an image without anything but its pixels. */
@NullMarked
package io.resolutionflow.session.upload.content;

import org.jspecify.annotations.NullMarked;
