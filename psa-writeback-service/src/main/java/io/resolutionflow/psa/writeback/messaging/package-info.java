/** Events that start or drop an automatic push. */
@NullMarked
package io.resolutionflow.psa.writeback.messaging;

import org.jspecify.annotations.NullMarked;
