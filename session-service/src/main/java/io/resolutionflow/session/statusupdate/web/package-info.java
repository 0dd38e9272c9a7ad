/** Status updates over HTTP. */
@NullMarked
package io.resolutionflow.session.statusupdate.web;

import org.jspecify.annotations.NullMarked;
