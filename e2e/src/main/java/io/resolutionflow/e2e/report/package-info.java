/** What benchmarks and chaos runs have in common: settings from the command line, and a report. */
@NullMarked
package io.resolutionflow.e2e.report;

import org.jspecify.annotations.NullMarked;
