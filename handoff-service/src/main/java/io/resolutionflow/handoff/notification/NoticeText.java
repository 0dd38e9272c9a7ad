package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.Person;

/** Words and links of notices (contract-handoffs §7.1). */
final class NoticeText {

    private static final int TITLE_MAX = 200;

    private NoticeText() {}

    static String title(String event, Handoff handoff) {
        String subject = handoff.card().title() == null ? "Untitled" : handoff.card().title();
        String by = handoff.request().originator().name();
        Person claimer = handoff.state().claimer();
        String text =
                switch (event) {
                    case EventKeys.SESSION_ESCALATED, EventKeys.WALK_ESCALATED ->
                            by + " escalated: " + subject;
                    case EventKeys.RELEASED -> "Open again: " + subject;
                    case EventKeys.REASSIGNED -> "For you: " + subject;
                    case EventKeys.CLAIMED ->
                            (claimer == null ? "Somebody" : claimer.name())
                                    + " took over: "
                                    + subject;
                    default -> "Nobody took: " + subject;
                };
        return text.length() <= TITLE_MAX ? text : text.substring(0, TITLE_MAX);
    }

    static String link(String event, Handoff handoff) {
        if (!handoff.isWalk()) {
            String session = "/pilot/" + handoff.request().sourceId();
            return event.equals(EventKeys.CLAIMED) ? session : session + "?pickup=true";
        }
        return event.equals(EventKeys.CLAIMED)
                ? "/l1/walk/" + handoff.request().walkId()
                : "/escalations";
    }
}
