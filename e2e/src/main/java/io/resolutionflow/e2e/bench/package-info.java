/**
 * Benchmarks: {@code ./rf bench [name]}. Each measures against a peer or a limit in one run, prints
 * a table and writes {@code build/bench/<name>.json}. A new one implements {@link
 * io.resolutionflow.e2e.bench.Benchmark} in a package of its own area and is added to {@link
 * io.resolutionflow.e2e.bench.BenchCommand#ALL}.
 */
@NullMarked
package io.resolutionflow.e2e.bench;

import org.jspecify.annotations.NullMarked;
