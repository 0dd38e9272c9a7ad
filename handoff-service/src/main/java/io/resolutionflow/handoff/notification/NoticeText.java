package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.Cut;
import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.Person;

/** Words and links of notices (contract-handoffs §7.1). */
final class NoticeText {

    private static final int TITLE_MAX = 200;

    private NoticeText() {}

    static String title(EventKey event, Handoff handoff) {
        String subject = handoff.card().title() == null ? "Untitled" : handoff.card().title();
        String by = handoff.request().originator().name();
        Person claimer = handoff.state().claimer();
        String text =
                switch (event) {
                    case SESSION_ESCALATED, WALK_ESCALATED -> by + " escalated: " + subject;
                    case RELEASED -> "Open again: " + subject;
                    case REASSIGNED -> "For you: " + subject;
                    case CLAIMED ->
                            (claimer == null ? "Somebody" : claimer.name())
                                    + " took over: "
                                    + subject;
                    default -> "Nobody took: " + subject;
                };
        return cut(text);
    }

    static String cut(String headline) {
        return Cut.to(headline, TITLE_MAX);
    }

    static String link(EventKey event, Handoff handoff) {
        if (!handoff.isWalk()) {
            String session = "/pilot/" + handoff.request().sourceId();
            return event == EventKey.CLAIMED ? session : session + "?pickup=true";
        }
        return event == EventKey.CLAIMED
                ? "/l1/walk/" + handoff.request().walkId()
                : "/escalations";
    }
}
