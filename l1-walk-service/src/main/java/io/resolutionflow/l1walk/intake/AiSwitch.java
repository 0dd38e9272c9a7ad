package io.resolutionflow.l1walk.intake;

/** Whether the account lets AI build. Never called inside a transaction. */
public interface AiSwitch {

    /**
     * True as well when nobody answers: intake never fails because of AI, the build itself will say
     * so.
     */
    boolean isOn();
}
