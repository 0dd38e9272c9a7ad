package io.resolutionflow.session.guided;

import io.resolutionflow.session.branch.BranchPath;
import io.resolutionflow.session.step.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of one line of work, oldest first: those of the branch and of its ancestors up to their
 * fork. After a fresh pickup it begins with the briefing, which is then the step to answer.
 */
record GuidedThread(List<Step> all, List<Step> steps) {

    /** Of 60 generated steps the last is fixed text. */
    static final int MOST = 60;

    private static final int CONCLUDE_FROM = 40;
    private static final Set<String> NOT_ASKED = Set.of("note", "briefing");

    static GuidedThread of(List<Step> all, BranchPath path) {
        int fresh =
                all.stream()
                        .filter(step -> step.type().equals("briefing"))
                        .filter(Step::allowFreeText)
                        .mapToInt(Step::order)
                        .max()
                        .orElse(0);
        return new GuidedThread(
                all,
                all.stream()
                        .filter(step -> step.order() >= fresh)
                        .filter(step -> path.holdsStep(step.branchId(), step.order()))
                        .filter(step -> step.order() == fresh || !NOT_ASKED.contains(step.type()))
                        .filter(step -> !step.is("superseded") && !step.is("held"))
                        .toList());
    }

    /** The one to answer: what is pending, or was answered and has no successor yet. */
    Optional<Step> current() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    /** The step that waits behind the preference check. */
    Optional<Step> held() {
        return all.reversed().stream().filter(step -> step.is("held")).findFirst();
    }

    List<Step> answered() {
        return steps.stream().filter(step -> step.response() != null).toList();
    }

    Set<String> answeredQuestions() {
        return answered().stream()
                .filter(step -> step.type().equals("question"))
                .map(step -> GuidedAnswerReader.plain(step.text()))
                .collect(Collectors.toSet());
    }

    long fallbacks() {
        return all.stream().filter(step -> FixedSteps.is(step, "fallback")).count();
    }

    /**
     * Steps made for this session, shown or not; what was only asked about taste does not count.
     */
    int generated() {
        return (int)
                all.stream()
                        .filter(step -> !NOT_ASKED.contains(step.type()))
                        .filter(step -> !FixedSteps.is(step, FixedSteps.PREFERENCE))
                        .count();
    }

    boolean shouldConclude() {
        return generated() >= CONCLUDE_FROM;
    }

    boolean onlyOneLeft() {
        return generated() >= MOST - 1;
    }
}
