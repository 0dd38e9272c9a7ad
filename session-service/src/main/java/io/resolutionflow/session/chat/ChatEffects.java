package io.resolutionflow.session.chat;

import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.branch.Fork;
import io.resolutionflow.session.conversation.Message;
import io.resolutionflow.session.fact.Fact;
import io.resolutionflow.session.fact.Facts;
import io.resolutionflow.session.fact.PromoteFact;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.fix.FixLifecycle;
import io.resolutionflow.session.lane.TaskLane;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Titles;
import io.resolutionflow.session.session.Triage;
import io.resolutionflow.session.step.Steps;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everything an answer may do, and nothing else: a model acts nowhere outside this table
 * (contract-sessions §6).
 */
@Component
class ChatEffects {

    private static final int EVIDENCE = 50;

    private final TaskLane lane;
    private final Facts facts;
    private final PromoteFact promote;
    private final FixLifecycle fixes;
    private final Branches branches;
    private final Steps steps;
    private final Clock clock;

    ChatEffects(
            TaskLane lane,
            Facts facts,
            PromoteFact promote,
            FixLifecycle fixes,
            Branches branches,
            Steps steps,
            Clock clock) {
        this.lane = lane;
        this.facts = facts;
        this.promote = promote;
        this.fixes = fixes;
        this.branches = branches;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * @param triageUpdate the fields that were really filled, null when none was
     */
    record Done(
            TaskLane.Merged lane,
            @Nullable Map<String, Object> triageUpdate,
            List<Fact> facts,
            Optional<Fix> suggestedFix) {}

    /**
     * @param asked what the engineer said in this turn
     */
    Done apply(AiSession session, Actor actor, ChatAnswer answer, Message asked) {
        session.raise(clock.instant());
        title(session, answer, asked.content());
        session.describeProblem(answer.problemSummary(), answer.problemDomain());
        Map<String, Object> filled =
                answer.triageUpdate() == null ? Map.of() : triage(session, answer.triageUpdate());
        TaskLane.Merged merged = lane.merge(session, answer.questions(), answer.actions());
        List<Fact> promoted = promote(session, actor, answer.promote());
        Optional<Fix> fix =
                answer.suggestFix() == null
                        ? Optional.empty()
                        : fixes.suggestByModel(session, actor, answer.suggestFix());
        if (answer.fixOutcome() != null) {
            fixes.proposeOutcome(
                    session,
                    answer.fixOutcome().fixId(),
                    answer.fixOutcome().outcome(),
                    answer.fixOutcome().reason());
        }
        return new Done(merged, filled.isEmpty() ? null : filled, promoted, fix);
    }

    /**
     * Comes last: the answer and its items stay on the line they came from, which all branches
     * share. Beyond the limits it is dropped.
     *
     * @param messageId the answer the fork came with
     */
    @Nullable Fork fork(AiSession session, Actor actor, ChatAnswer answer, UUID messageId) {
        ChatAnswer.ForkWish wish = answer.fork();
        if (wish == null || !branches.mayFork(session, wish.options().size())) {
            return null;
        }
        return branches.fork(
                session,
                new Fork.Wanted(
                        wish.reason(), wish.options(), null, messageId, actor.personId(), true),
                steps.lastOrder(session));
    }

    /** Taken once, while the title is still automatic. */
    private static void title(AiSession session, ChatAnswer answer, String engineersMessage) {
        if (!session.titleAutomatic()) {
            return;
        }
        if (answer.title() != null) {
            session.rename(answer.title(), false);
        } else if (session.title().equals(Titles.NEW_CHAT)) {
            session.rename(Titles.automatic(engineersMessage), true);
        }
    }

    /** Only empty fields that nobody has written or cleared; evidence is only appended. */
    private Map<String, Object> triage(AiSession session, ChatAnswer.TriageUpdate update) {
        Triage was = session.triage();
        var filled = new LinkedHashMap<String, Object>();
        String client = fill("client_name", was.clientName(), update.clientName(), was, filled);
        String asset = fill("asset_name", was.assetName(), update.assetName(), was, filled);
        String category =
                fill("issue_category", was.issueCategory(), update.issueCategory(), was, filled);
        String hypothesis =
                fill("triage_hypothesis", was.hypothesis(), update.hypothesis(), was, filled);
        List<Triage.Evidence> evidence = appended(was.evidenceItems(), update.evidenceItems());
        boolean more = evidence.size() > was.evidenceItems().size();
        var sources = new LinkedHashMap<>(was.sources());
        filled.keySet().forEach(field -> sources.put(field, "ai"));
        if (more) {
            filled.put(
                    "evidence_items",
                    evidence.subList(was.evidenceItems().size(), evidence.size()));
        }
        if (!filled.isEmpty()) {
            session.editTriage(
                    new Triage(
                            client,
                            asset,
                            category,
                            hypothesis,
                            evidence,
                            sources,
                            was.version() + (more ? 1 : 0)),
                    clock.instant());
        }
        return filled;
    }

    private static @Nullable String fill(
            String field,
            @Nullable String before,
            @Nullable String given,
            Triage triage,
            Map<String, Object> filled) {
        if (given == null || before != null || triage.sources().containsKey(field)) {
            return before;
        }
        filled.put(field, given);
        return given;
    }

    private static List<Triage.Evidence> appended(
            List<Triage.Evidence> before, List<Triage.Evidence> given) {
        var all = new ArrayList<>(before);
        for (Triage.Evidence item : given) {
            boolean known =
                    all.stream().anyMatch(other -> other.text().equalsIgnoreCase(item.text()));
            if (!known && all.size() < EVIDENCE) {
                all.add(item);
            }
        }
        return all;
    }

    private List<Fact> promote(
            AiSession session, Actor actor, List<ChatAnswer.Promotion> promotions) {
        var promoted = new ArrayList<Fact>();
        for (ChatAnswer.Promotion promotion : promotions) {
            promote.free(session, promotion.sourceRef())
                    .ifPresent(origin ->
                            promoted.add(
                                    facts.add(
                                            session,
                                            promotion.text(),
                                            new Fact.Source(
                                                    origin.sourceType(),
                                                    origin.ref().toString(),
                                                    actor.id(),
                                                    actor.name()),
                                            clock.instant())));
        }
        return promoted;
    }
}
