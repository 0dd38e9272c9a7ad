/** HTTP edge of connections. */
@NullMarked
package io.resolutionflow.psa.connection.web;

import org.jspecify.annotations.NullMarked;
