package io.resolutionflow.e2e.demo;

import java.util.List;

/** What one step of the main job did and proved. */
public record Step(int number, String title, List<String> lines, long millis) {}
