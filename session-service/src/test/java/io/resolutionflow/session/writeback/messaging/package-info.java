@NullMarked
package io.resolutionflow.session.writeback.messaging;

import org.jspecify.annotations.NullMarked;
