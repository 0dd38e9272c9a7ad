package io.resolutionflow.stack.simulator.desk;

/** A customer company or one of its people. */
public record Party(int id, String name) {}
