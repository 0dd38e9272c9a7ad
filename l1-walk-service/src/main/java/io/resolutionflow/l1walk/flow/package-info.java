/** Decision trees: their structure, where published ones are found, how often they are used. */
@NullMarked
package io.resolutionflow.l1walk.flow;

import org.jspecify.annotations.NullMarked;
