package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.SimulatorRig;
import io.resolutionflow.stack.simulator.SimulatorRig.Answered;

/** Ticket 1042, written to by a client and looked at from both sides. */
final class TicketUnderTest {

    static final String NOTES = "/service/tickets/1042/notes";

    private static final String TEXT =
            "Reset the adapter.\\nDrive opens & works.\\n[ref RF-7K3Q9M2X4TBA]";

    private final SimulatorRig rig;

    TicketUnderTest(SimulatorRig rig) {
        this.rig = rig;
    }

    Answered note() throws Exception {
        return rig.connectwise("POST", NOTES, body());
    }

    static String body() {
        return "{\"text\":\"" + TEXT + "\",\"resolutionFlag\":true,\"processNotifications\":false}";
    }

    Answered complete() throws Exception {
        var operations = "[{\"op\":\"replace\",\"path\":\"status\",\"value\":{\"id\":16}}]";
        return rig.connectwise("PATCH", "/service/tickets/1042", operations);
    }

    int status() throws Exception {
        return rig.connectwise("/service/tickets/1042").json().path("status").path("id").intValue();
    }

    /** Notes really stored. */
    int stored() throws Exception {
        return rig.ledger("connectwise", 1042).path("notes").size();
    }

    /** Notes a client sees, the one that was there at start excepted. */
    int shown() throws Exception {
        return rig.connectwise(NOTES).json().size() - 1;
    }

    String readBack() throws Exception {
        var created = note().json();
        return rig.connectwise(NOTES + "/" + created.path("id").longValue())
                .json()
                .path("text")
                .asString();
    }
}
