@NullMarked
package io.resolutionflow.chart;

import org.jspecify.annotations.NullMarked;
