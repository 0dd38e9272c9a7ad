package io.resolutionflow.l1walk.escalation;

import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.walk.PathEntry;
import io.resolutionflow.l1walk.walk.Walk;
import io.resolutionflow.l1walk.walk.WalkTrail;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a continuing AI session is made from, so that nothing is asked again (contract-l1 §13). */
public record Continuation(
        String intakeType,
        String problemSummary,
        @Nullable String problemDomain,
        @Nullable String clientName,
        @Nullable String psaTicketId,
        @Nullable UUID psaConnectionId,
        @Nullable UUID internalTicketId,
        List<Fact> facts,
        List<Tried> tried,
        @Nullable String openNode,
        @Nullable UUID matchedFlowId,
        @Nullable Double matchScore) {

    private static final int SUMMARY = 300;

    /**
     * @param sourceRef the answer it comes from
     */
    public record Fact(String text, String sourceType, UUID sourceRef) {}

    public record Tried(String text, String result) {}

    static Continuation of(WalkTrail trail) {
        Walk walk = trail.walk();
        return new Continuation(
                walk.ticket().isPsa() ? "psa_ticket" : "free_text",
                InputText.head(walk.call().problemText(), SUMMARY),
                walk.call().category(),
                walk.call().customerName(),
                walk.ticket().psaTicketId(),
                walk.ticket().psaConnectionId(),
                walk.ticket().internalId(),
                trail.live().stream().filter(e -> !isAct(e)).map(Continuation::fact).toList(),
                trail.live().stream()
                        .filter(Continuation::isAct)
                        .map(e -> new Tried(e.question(), e.answerLabel()))
                        .toList(),
                trail.node() == null ? null : trail.node().text(),
                walk.flow() == null ? null : walk.flow().flowId(),
                walk.call().matchScore());
    }

    private static boolean isAct(PathEntry entry) {
        return entry.nodeType().equals("action") || entry.nodeType().equals("instruction");
    }

    private static Fact fact(PathEntry entry) {
        String note = entry.l1Note() == null ? "" : " (" + entry.l1Note() + ")";
        return new Fact(
                entry.question() + " " + entry.answerLabel() + note, "walk", entry.stepId());
    }
}
