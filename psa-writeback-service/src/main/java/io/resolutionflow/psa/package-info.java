/** psa-writeback-service: changes a ticket and proves it. */
@NullMarked
package io.resolutionflow.psa;

import org.jspecify.annotations.NullMarked;
