/** How walks of a flow went, and the desk's figures (contract-l1 §7, §11). */
@NullMarked
package io.resolutionflow.l1walk.analytics;

import org.jspecify.annotations.NullMarked;
