package io.resolutionflow.session.guided;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.session.branch.Branches;
import io.resolutionflow.session.branch.Fork;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.fix.FixLifecycle;
import io.resolutionflow.session.guided.GuidedAnswer.Choice;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.step.Step;
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
 * Makes steps of answers, under the session's lock, with everything an answer may do and nothing
 * else (contract-sessions §5).
 */
@Component
class GuidedSteps {

    private static final int TITLE = 200;
    private static final int PERCENT = 100;

    private final Steps steps;
    private final Branches branches;
    private final FixLifecycle fixes;
    private final Ids ids;
    private final Clock clock;

    GuidedSteps(Steps steps, Branches branches, FixLifecycle fixes, Ids ids, Clock clock) {
        this.steps = steps;
        this.branches = branches;
        this.fixes = fixes;
        this.ids = ids;
        this.clock = clock;
    }

    /** What the engineer sees next; a check of their preference comes before what depends on it. */
    Step place(AiSession session, Actor actor, GuidedSaid said, @Nullable UUID turnId) {
        session.raise(clock.instant());
        Step shown =
                switch (said) {
                    case GuidedSaid.Answered(GuidedAnswer answer, String source, List<UUID> _) -> {
                        learn(session, answer);
                        yield session.workPreference() == null && answer.asksForPreference()
                                ? held(session, answer, source, turnId)
                                : made(session, actor, answer, source, turnId);
                    }
                    case GuidedSaid.NotUnderstood(long asked, List<UUID> _) ->
                            fallback(session, asked, turnId);
                };
        count(session);
        return shown;
    }

    private void learn(AiSession session, GuidedAnswer answer) {
        Double former = session.confidenceScore();
        double score =
                answer.confidence() != null
                        ? answer.confidence()
                        : former == null ? Tier.AT_START : former;
        session.confident(Tier.of(score), score);
        session.describeProblem(answer.problemSummary(), answer.problemDomain());
    }

    private Step fallback(AiSession session, long asked, @Nullable UUID turnId) {
        Double former = session.confidenceScore();
        double score = former == null ? Tier.AT_START : former;
        session.confident(Tier.of(score), score);
        return add(session, FixedSteps.fallback(Tier.of(score), score, asked), "pending", turnId);
    }

    /** The last step there is. */
    Step limit(AiSession session, @Nullable UUID turnId) {
        session.raise(clock.instant());
        Step last =
                add(
                        session,
                        FixedSteps.limit(session.confidenceTier(), session.confidenceScore()),
                        "pending",
                        turnId);
        count(session);
        return last;
    }

    /** The preference is asked first; the step waits behind it, made but not shown. */
    private Step held(
            AiSession session, GuidedAnswer answer, String source, @Nullable UUID turnId) {
        Step question =
                add(
                        session,
                        FixedSteps.preference(session.confidenceTier(), session.confidenceScore()),
                        "pending",
                        turnId);
        add(session, asked(session, answer, source, plainOptions(answer)), "held", turnId);
        return question;
    }

    /** No preference: what waited is shown as it is, and only now its fix is made. */
    Step release(AiSession session, Actor actor, Step held) {
        session.raise(clock.instant());
        held.show();
        if (held.type().equals(GuidedAnswer.RESOLUTION)) {
            bringFix(
                    session,
                    actor,
                    held,
                    String.valueOf(held.content().get("resolution_summary")),
                    held.confidenceScore());
        }
        count(session);
        return held;
    }

    /** An answer that came when it was no longer wanted: kept, without effects. */
    void keepLate(AiSession session, GuidedSaid said, UUID turnId) {
        if (said instanceof GuidedSaid.Answered(GuidedAnswer answer, String source, List<UUID> _)) {
            add(
                    session,
                    asked(session, answer, source, plainOptions(answer)),
                    "superseded",
                    turnId);
        }
    }

    private Step made(
            AiSession session,
            Actor actor,
            GuidedAnswer answer,
            String source,
            @Nullable UUID turnId) {
        if (answer.type().equals(GuidedAnswer.FORK)) {
            return forked(session, actor, answer, source, turnId);
        }
        Step step =
                add(
                        session,
                        asked(session, answer, source, plainOptions(answer)),
                        "pending",
                        turnId);
        if (answer.type().equals(GuidedAnswer.RESOLUTION)) {
            String summary =
                    answer.resolutionSummary() == null
                            ? answer.content()
                            : answer.resolutionSummary();
            bringFix(session, actor, step, summary, step.confidenceScore());
        }
        return step;
    }

    /** Branches at once; the current one stays until one is chosen. Too many become a question. */
    private Step forked(
            AiSession session,
            Actor actor,
            GuidedAnswer answer,
            String source,
            @Nullable UUID turnId) {
        if (!branches.mayFork(session, answer.options().size())) {
            return made(session, actor, answer.asQuestion(), source, turnId);
        }
        UUID stepId = ids.next();
        int order = steps.lastOrder(session) + 1;
        var wanted =
                new Fork.Wanted(
                        answer.forkReason() == null ? answer.content() : answer.forkReason(),
                        answer.options().stream()
                                .map(o -> new Fork.Option(o.label(), o.description()))
                                .toList(),
                        stepId,
                        null,
                        actor.personId(),
                        false);
        Fork fork = branches.fork(session, wanted, order);
        var options = new ArrayList<Step.Option>();
        for (int i = 0; i < fork.branches().size(); i++) {
            Fork.Made made = fork.branches().get(i);
            Choice choice = answer.options().get(i);
            options.add(
                    new Step.Option(
                            made.label(), made.branchId().toString(), choice.followupHint()));
        }
        var step =
                new Step(
                        place(session, stepId, order, turnId),
                        asked(session, answer, source, options),
                        "pending");
        steps.add(step);
        return step;
    }

    private void bringFix(
            AiSession session,
            Actor actor,
            Step step,
            String summary,
            @Nullable Double confidence) {
        String line = summary.strip().lines().findFirst().orElse(step.text());
        Optional<Fix> fix =
                fixes.suggestGuided(
                        session,
                        actor,
                        new Fix.Draft(
                                line.length() <= TITLE ? line : line.substring(0, TITLE),
                                step.text().length() <= 4000
                                        ? step.text()
                                        : step.text().substring(0, 4000),
                                confidence == null ? null : (int) Math.round(confidence * PERCENT),
                                null,
                                null));
        fix.ifPresent(made -> step.brings(made.id()));
    }

    private static List<Step.Option> plainOptions(GuidedAnswer answer) {
        if (answer.type().equals(GuidedAnswer.RESOLUTION)) {
            return List.of(
                    new Step.Option("Resolved", "resolved", null),
                    new Step.Option("Not resolved", "not_resolved", null));
        }
        if (answer.options().isEmpty() && answer.type().equals(GuidedAnswer.ACTION)) {
            return List.of(
                    new Step.Option("It worked", "worked", null),
                    new Step.Option("It did not work", "did_not_work", null),
                    new Step.Option("I could not try it", "could_not_try", null));
        }
        return answer.options().stream()
                .map(o -> new Step.Option(o.label(), o.value(), o.followupHint()))
                .toList();
    }

    private static Step.Asked asked(
            AiSession session, GuidedAnswer answer, String source, List<Step.Option> options) {
        var content = new LinkedHashMap<String, Object>();
        content.put("text", answer.content());
        put(content, "action_type", answer.actionType());
        put(content, "command", answer.command());
        put(content, "expected_outcome", answer.expectedOutcome());
        if (answer.type().equals(GuidedAnswer.RESOLUTION)) {
            put(content, "resolution_summary", answer.resolutionSummary());
            content.put("follow_up_recommendations", answer.recommendations());
        }
        if (answer.type().equals(GuidedAnswer.FORK)) {
            put(content, "fork_reason", answer.forkReason());
        }
        return new Step.Asked(
                answer.stepType(),
                content,
                answer.contextMessage(),
                options,
                options.isEmpty() || answer.allowFreeText(),
                answer.allowSkip(),
                session.confidenceTier(),
                session.confidenceScore(),
                source);
    }

    private static void put(Map<String, Object> content, String name, @Nullable Object value) {
        if (value != null) {
            content.put(name, value);
        }
    }

    private Step add(AiSession session, Step.Asked asked, String state, @Nullable UUID turnId) {
        var step =
                new Step(
                        place(session, ids.next(), steps.lastOrder(session) + 1, turnId),
                        asked,
                        state);
        steps.add(step);
        return step;
    }

    private Step.Place place(AiSession session, UUID id, int order, @Nullable UUID turnId) {
        return new Step.Place(
                id,
                session.accountId(),
                session.id(),
                session.activeBranchId(),
                order,
                turnId,
                clock.instant());
    }

    /** What the engineer has been shown. */
    private void count(AiSession session) {
        session.steps((int) steps.of(session).stream().filter(step -> !step.is("held")).count());
    }
}
