/** Reading sessions over HTTP. */
@NullMarked
package io.resolutionflow.session.listing.web;

import org.jspecify.annotations.NullMarked;
