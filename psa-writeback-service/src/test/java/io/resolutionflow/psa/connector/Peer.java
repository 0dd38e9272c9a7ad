package io.resolutionflow.psa.connector;

import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The system behind a connector, as a test can see and prepare it without the connector. */
public interface Peer {

    /**
     * A note as it is really stored.
     *
     * @param mails how many mails it caused, as far as the system counts them
     */
    record Stored(String id, String text, boolean internal, int mails) {}

    URI url();

    JsonNode config();

    Map<String, String> credentials();

    /** Credentials of the same form that are not accepted. */
    Map<String, String> wrongCredentials();

    /** A new ticket on {@link #board()} in {@link #openStatus()}. */
    String newTicket(String summary);

    String board();

    String openStatus();

    /** A status of that board a ticket may go to. */
    String otherStatus();

    /** A status that board does not have. */
    String foreignStatus();

    /** Notes of the ticket in the order they were stored, without what it had at first. */
    List<Stored> notes(String ticket);

    String status(String ticket);

    /** Part of the path of requests that store a note. */
    String notePath();

    /** A ticket id that does not exist. */
    default String absentTicket() {
        return "99999999";
    }
}
