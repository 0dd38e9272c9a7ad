package io.resolutionflow.session.dossier;

import io.resolutionflow.session.branch.Branch;
import io.resolutionflow.session.conversation.Message;
import io.resolutionflow.session.fact.Fact;
import io.resolutionflow.session.fix.Fix;
import io.resolutionflow.session.fix.Fixes;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Transitions;
import io.resolutionflow.session.step.Step;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded about a session.
 *
 * @param fixes newest first
 * @param messages the last settled ones, oldest first
 * @param branches root first; none before the first fork
 * @param attachments names of files, also of those removed since
 */
public record Dossier(
        AiSession session,
        List<Fact> facts,
        List<Step> steps,
        List<LaneItem> lane,
        List<Fix> fixes,
        List<Fixes.Entry> fixHistory,
        List<Message> messages,
        List<Transitions.Passed> transitions,
        List<Branch> branches,
        List<String> attachments) {

    public Optional<Fix> activeFix() {
        return fixes.stream().filter(Fix::isActive).findFirst();
    }

    /** The label of a branch something belongs to; null without branches. */
    public @Nullable String labelOf(@Nullable UUID branchId) {
        return branches.stream()
                .filter(branch -> branch.id().equals(branchId))
                .map(Branch::label)
                .findFirst()
                .orElse(null);
    }

    /** Steps somebody was shown: one that is held back, or gave way, is no part of the record. */
    public List<Step> shownSteps() {
        return steps.stream()
                .filter(step -> !step.state().equals("held") && !step.state().equals("superseded"))
                .toList();
    }

    /** Steps somebody answered. */
    public List<Step> answeredSteps() {
        return steps.stream().filter(step -> step.response() != null).toList();
    }

    public List<LaneItem> openQuestions() {
        return lane.stream()
                .filter(item -> item.isQuestion() && item.state().equals("open"))
                .toList();
    }

    public List<LaneItem> openChecks() {
        return lane.stream()
                .filter(item -> !item.isQuestion() && item.state().equals("open"))
                .toList();
    }

    /** Answered items, questions and actions alike. */
    public List<LaneItem> answered() {
        return lane.stream().filter(LaneItem::isFinal).toList();
    }
}
