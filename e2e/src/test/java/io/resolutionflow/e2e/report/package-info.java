@NullMarked
package io.resolutionflow.e2e.report;

import org.jspecify.annotations.NullMarked;
