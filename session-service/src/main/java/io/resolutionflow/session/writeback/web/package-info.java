/** Results of write-backs over the internal API. */
@NullMarked
package io.resolutionflow.session.writeback.web;

import org.jspecify.annotations.NullMarked;
