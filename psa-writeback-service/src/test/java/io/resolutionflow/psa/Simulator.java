package io.resolutionflow.psa;

import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The ConnectWise simulator, which most tests of the running service write to. */
final class Simulator {

    private static final PsaSimulator SIMULATOR = PsaSimulator.CONNECTWISE;

    private Simulator() {}

    static URI url() {
        return SIMULATOR.url();
    }

    /** A new ticket on board 1 in status 12, In Progress. */
    static String newTicket() {
        return newTicket(1, 12);
    }

    static String newTicket(int board, int status) {
        return SIMULATOR.newTicket("Test ticket", board, status);
    }

    static void fault(String ticket, String mode, String operation, String args, int times) {
        SIMULATOR.fault(ticket, mode, operation, args, times);
    }

    static void faultsOff(String ticket, String mode, String operation) {
        SIMULATOR.faultsOff(ticket, mode, operation);
    }

    static List<JsonNode> notes(String ticket) {
        return SIMULATOR.notes(ticket);
    }

    static String status(String ticket) {
        return SIMULATOR.status(ticket);
    }

    static int requests(String ticket, String operation) {
        return SIMULATOR.requests(ticket, operation);
    }
}
