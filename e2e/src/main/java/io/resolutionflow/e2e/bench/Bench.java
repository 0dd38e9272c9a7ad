package io.resolutionflow.e2e.bench;

import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.report.Settings;
import io.resolutionflow.e2e.stack.Stack;
import java.nio.file.Path;

/**
 * What a benchmark works with.
 *
 * @param settings sizes given by {@code --set name=value}
 * @param work an empty directory of its own for programs and files it needs
 */
public record Bench(Stack stack, Report report, Settings settings, Path work) {}
