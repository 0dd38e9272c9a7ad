/** Similar sessions over HTTP. */
@NullMarked
package io.resolutionflow.session.similar.web;

import org.jspecify.annotations.NullMarked;
