package io.resolutionflow.aigateway.ledger;

import io.resolutionflow.aigateway.quota.Windows;
import io.resolutionflow.aigateway.quota.Windows.Denial;

/** How an attempt to begin a request ended. */
public sealed interface Opening {

    /** Held and recorded: the call may be made, with this output bound. */
    record Opened(int maxOutput) implements Opening {}

    /** Too little is left of one metric; nothing is held. */
    record Refused(Denial denial, Windows windows) implements Opening {}

    /** Another request has the key: running, or finished meanwhile. */
    record KeyTaken() implements Opening {}
}
