/** Classification by the AI gateway. */
@NullMarked
package io.resolutionflow.l1walk.classification.client;

import org.jspecify.annotations.NullMarked;
