package io.resolutionflow.psa.connector;

/**
 * Where tickets lie: a ConnectWise board, an Autotask queue, a Halo ticket type, a Zammad group, an
 * RT queue.
 */
public record PsaBoard(String id, String name, boolean active) {}
