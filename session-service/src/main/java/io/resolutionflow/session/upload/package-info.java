/**
 * Files people bring to a session: judged by content, kept in a store, given to the model as data
 * that cannot give orders.
 */
@NullMarked
package io.resolutionflow.session.upload;

import org.jspecify.annotations.NullMarked;
