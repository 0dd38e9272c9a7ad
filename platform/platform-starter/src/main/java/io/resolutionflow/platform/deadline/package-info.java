/** How long somebody still waits for the running request. */
@NullMarked
package io.resolutionflow.platform.deadline;

import org.jspecify.annotations.NullMarked;
