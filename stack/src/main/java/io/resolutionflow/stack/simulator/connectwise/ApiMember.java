package io.resolutionflow.stack.simulator.connectwise;

/** The member the keys belong to: everything written over the API appears under it. */
final class ApiMember {

    static final int ID = 3;
    static final String IDENTIFIER = "rfapi";

    private ApiMember() {}
}
