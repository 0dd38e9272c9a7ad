package io.resolutionflow.session.dossier;

import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.conversation.Messages;
import io.resolutionflow.session.fact.Facts;
import io.resolutionflow.session.fix.Fixes;
import io.resolutionflow.session.lane.LaneItems;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.step.Steps;
import io.resolutionflow.session.upload.Attachments;
import org.springframework.stereotype.Component;

/** Collects a dossier inside the transaction that reads or changes the session. */
@Component
public class Dossiers {

    private static final int MESSAGES_TAIL = 20;

    private final Facts facts;
    private final Steps steps;
    private final LaneItems lane;
    private final Fixes fixes;
    private final Messages messages;
    private final Transitions transitions;
    private final Branches branches;
    private final Attachments attachments;

    Dossiers(
            Facts facts,
            Steps steps,
            LaneItems lane,
            Fixes fixes,
            Messages messages,
            Transitions transitions,
            Branches branches,
            Attachments attachments) {
        this.facts = facts;
        this.steps = steps;
        this.lane = lane;
        this.fixes = fixes;
        this.messages = messages;
        this.transitions = transitions;
        this.branches = branches;
        this.attachments = attachments;
    }

    public Dossier of(AiSession session) {
        return new Dossier(
                session,
                facts.of(session),
                steps.of(session),
                lane.of(session),
                fixes.of(session),
                fixes.history(session),
                messages.settled(session, MESSAGES_TAIL),
                transitions.of(session),
                branches.of(session),
                attachments.namesOf(session));
    }
}
