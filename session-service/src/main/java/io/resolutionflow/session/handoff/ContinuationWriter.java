package io.resolutionflow.session.handoff;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.fact.Fact;
import io.resolutionflow.session.fact.Facts;
import io.resolutionflow.session.handoff.HandoffActs.Applied;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.lane.TaskLane;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.session.ClaimedHandoff;
import io.resolutionflow.session.session.FlowMatch;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.OpenHandoff;
import io.resolutionflow.session.session.Participants;
import io.resolutionflow.session.session.SessionEvents;
import io.resolutionflow.session.session.SessionStatus;
import io.resolutionflow.session.session.TicketLink;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.session.Transitions.Entry;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.session.Trigger;
import io.resolutionflow.session.step.Step;
import io.resolutionflow.session.step.Steps;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes a continuing session with everything the walk found out, so that nobody is asked twice. No
 * model is asked.
 */
@Component
class ContinuationWriter {

    private static final int TITLE = 120;
    private static final int FACT = 1000;
    private static final int FACTS = 100;
    private static final Set<String> QUESTION_TYPES = Set.of("question", "yes_no", "choice");

    private final AiSessions sessions;
    private final Participants participants;
    private final Transitions transitions;
    private final SessionEvents events;
    private final Steps steps;
    private final Facts facts;
    private final TaskLane lane;
    private final Ids ids;
    private final Clock clock;

    ContinuationWriter(
            AiSessions sessions,
            Participants participants,
            Transitions transitions,
            SessionEvents events,
            Steps steps,
            Facts facts,
            TaskLane lane,
            Ids ids,
            Clock clock) {
        this.sessions = sessions;
        this.participants = participants;
        this.transitions = transitions;
        this.events = events;
        this.steps = steps;
        this.facts = facts;
        this.lane = lane;
        this.ids = ids;
        this.clock = clock;
    }

    AiSession write(ContinueWalk.Request request, WalkRecord walk) {
        Instant now = clock.instant();
        Actor claimer = Actor.vouchedFor(request.handlerId(), request.handlerName(), null);
        AiSession session = new AiSession(beginning(request, walk, claimer, now));
        session.continuesWalk(request.walkId(), claimed(request, now), request.claimEpoch(), now);
        session.describeProblem(walk.summary(), walk.domain());
        session.matched(
                new FlowMatch(
                        walk.flowId(), walk.flowName(), walk.flowVersion(), walk.matchScore()));
        session.steps(walk.path().size());
        sessions.add(session);
        participants.begin(session, request.handoffId(), now);
        steps(session, walk, now);
        facts(session, walk, request, now);
        openQuestion(session, walk, now);
        tell(session, request, claimer, now);
        return session;
    }

    private AiSession.Beginning beginning(
            ContinueWalk.Request request, WalkRecord walk, Actor claimer, Instant now) {
        String summary = walk.summary() == null ? "Escalated call" : walk.summary();
        var intake =
                new IntakeContent(
                        walk.problemText(),
                        null,
                        List.of(),
                        walk.clientName(),
                        walk.contactName(),
                        null);
        return new AiSession.Beginning(
                request.continuationId(),
                TenantContext.required(),
                claimer,
                "chat",
                request.psaTicketId() == null ? "free_text" : "psa_ticket",
                intake,
                cut(summary.replaceAll("\\s+", " ").strip(), TITLE),
                true,
                triage(walk),
                ticket(request),
                now);
    }

    private static Triage triage(WalkRecord walk) {
        var sources = new HashMap<String, String>();
        if (walk.clientName() != null) {
            sources.put("client_name", "walk");
        }
        if (walk.domain() != null) {
            sources.put("issue_category", "walk");
        }
        return new Triage(walk.clientName(), null, walk.domain(), null, List.of(), sources, 0);
    }

    private static TicketLink ticket(ContinueWalk.Request request) {
        return new TicketLink(
                request.psaTicketId(),
                request.psaTicketId() == null ? null : request.psaConnectionId(),
                request.internalTicketId(),
                null,
                request.psaTicketId() == null ? null : "unverified");
    }

    /** As if it had waited here: a release finds the hand-off as it would have stood. */
    private static ClaimedHandoff claimed(ContinueWalk.Request request, Instant now) {
        return new ClaimedHandoff(
                new OpenHandoff(
                        request.handoffId(),
                        "escalate",
                        now,
                        request.handedOffBy(),
                        request.handedOffByName(),
                        "normal",
                        SessionStatus.ACTIVE),
                SessionStatus.REQUESTING_ESCALATION,
                null);
    }

    private void steps(AiSession session, WalkRecord walk, Instant now) {
        int order = 0;
        for (WalkRecord.Answered answered : walk.path()) {
            var response =
                    new Step.Response(
                            answered.answer(),
                            answered.answerLabel(),
                            answered.note(),
                            false,
                            null,
                            answered.actorName(),
                            answered.at() == null ? now : answered.at());
            String type = QUESTION_TYPES.contains(answered.nodeType()) ? "question" : "action";
            steps.add(
                    new Step(
                            ids.next(),
                            session.accountId(),
                            session.id(),
                            ++order,
                            type,
                            answered.question(),
                            response,
                            now));
        }
        for (String note : walk.notes()) {
            steps.add(
                    new Step(
                            ids.next(),
                            session.accountId(),
                            session.id(),
                            ++order,
                            "note",
                            note,
                            null,
                            now));
        }
    }

    private void facts(
            AiSession session, WalkRecord walk, ContinueWalk.Request request, Instant now) {
        var refs = new HashSet<String>();
        for (WalkRecord.KnownFact fact : walk.facts().stream().limit(FACTS).toList()) {
            // one fact for each source, however often the walk says it
            @Nullable String ref = fact.ref() != null && refs.add(fact.ref()) ? fact.ref() : null;
            facts.add(
                    session,
                    cut(fact.text(), FACT),
                    new Fact.Source("walk", ref, request.handedOffBy(), request.handedOffByName()),
                    now);
        }
    }

    private void openQuestion(AiSession session, WalkRecord walk, Instant now) {
        String open = walk.openNode();
        if (open != null) {
            lane.carryOver(
                    session,
                    new LaneItem.Content(cut(open, FACT), null, List.of(), null, null),
                    0,
                    now);
            session.raiseLane();
        }
    }

    private void tell(AiSession session, ContinueWalk.Request request, Actor claimer, Instant now) {
        transitions.record(session, Entry.of(Trigger.CREATE, null, session.status(), claimer, now));
        // the claim that opened it is answered by replay from now on
        var applied =
                new Applied(
                        session.status().wire(),
                        session.handlerId(),
                        SessionStatus.REQUESTING_ESCALATION.wire(),
                        session.stateVersion(),
                        true,
                        false);
        transitions.record(
                session,
                Entry.of(
                                Trigger.CLAIM,
                                SessionStatus.REQUESTING_ESCALATION,
                                session.status(),
                                claimer,
                                now)
                        .handoff(request.handoffId(), request.claimEpoch())
                        .answering(applied));
        events.started(session, claimer, request.handoffId(), now);
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
