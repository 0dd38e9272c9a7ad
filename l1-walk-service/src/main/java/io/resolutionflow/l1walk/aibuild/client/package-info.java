/** Node generation by the AI gateway. */
@NullMarked
package io.resolutionflow.l1walk.aibuild.client;

import org.jspecify.annotations.NullMarked;
