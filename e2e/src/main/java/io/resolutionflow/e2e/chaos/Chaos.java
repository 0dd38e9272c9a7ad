package io.resolutionflow.e2e.chaos;

import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.report.Settings;
import io.resolutionflow.e2e.stack.Stack;
import java.util.random.RandomGenerator;

/**
 * What a chaos run works with.
 *
 * @param random seeded by {@code --seed}, for one thread; threads of a run split their own off it
 * @param settings sizes given by {@code --set name=value}
 */
public record Chaos(
        Stack stack,
        Report report,
        RandomGenerator.SplittableGenerator random,
        Settings settings) {}
