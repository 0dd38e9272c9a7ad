package io.resolutionflow.l1walk.intake;

import io.resolutionflow.l1walk.category.L1Categories;
import io.resolutionflow.l1walk.classification.Classification;
import io.resolutionflow.l1walk.classification.ClassifyStatement;
import io.resolutionflow.l1walk.intake.Decision.Clarify;
import io.resolutionflow.l1walk.intake.Decision.Reason;
import io.resolutionflow.l1walk.matching.FlowCandidate;
import io.resolutionflow.l1walk.matching.MatchResult;
import io.resolutionflow.l1walk.matching.MatchingProperties;
import io.resolutionflow.l1walk.safety.HardFloor;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Rows 4 to 10 of the decision table, in their order; each is asked only when the ones before did
 * not apply.
 */
@Component
class DecideIntake {

    private static final Clarify QUESTION =
            new Clarify(
                    "What exactly does not work, on which device or program, and since when?",
                    List.of(
                            "Outlook on her laptop has shown no new mail since this morning",
                            "The label printer in the warehouse prints blank labels",
                            "The VPN asks for the password again and again"));

    private final MatchingProperties bounds;
    private final HardFloor floor;
    private final ClassifyStatement classifying;
    private final AiSwitch ai;
    private final L1Categories categories;

    DecideIntake(
            MatchingProperties bounds,
            HardFloor floor,
            ClassifyStatement classifying,
            AiSwitch ai,
            L1Categories categories) {
        this.bounds = bounds;
        this.floor = floor;
        this.classifying = classifying;
        this.ai = ai;
        this.categories = categories;
    }

    Decision decide(String statement, boolean forceBuild, MatchResult match) {
        return byMatch(match, forceBuild).orElseGet(() -> withoutFlow(statement, forceBuild));
    }

    /**
     * Bounds are inclusive on the rounded score. A suspicious message never ends in a flow of
     * another category.
     */
    private Optional<Decision> byMatch(MatchResult match, boolean forceBuild) {
        FlowCandidate best = match.best().orElse(null);
        FlowCandidate security = match.securityFlow();
        if (security != null
                && (best == null
                        || !best.flowId().equals(security.flowId())
                        || best.score() < bounds.matchedAt())) {
            return Optional.of(
                    Decision.suggest(
                            security,
                            "This sounds like a suspicious message. Take the security flow unless you are sure."));
        }
        if (best == null) {
            return Optional.empty();
        }
        if (best.score() >= bounds.matchedAt()) {
            return Optional.of(Decision.matched(best));
        }
        if (best.score() >= bounds.suggestAt() && !forceBuild) {
            return Optional.of(
                    Decision.suggest(
                            best, "This flow may fit. Start it, or say that none of these does."));
        }
        return Optional.empty();
    }

    private Decision withoutFlow(String statement, boolean forceBuild) {
        var hit = floor.inStatement(statement);
        if (hit.isPresent()) {
            return Decision.outOfScope(
                    Reason.HARD_FLOOR,
                    Classification.UNKNOWN,
                    "This is not done on the first-level desk ("
                            + hit.get().title()
                            + "). Hand it over.");
        }
        Classification said = classifying.classify(statement);
        if (said.vague() && !forceBuild) {
            return Decision.tooVague(said.category(), QUESTION);
        }
        if (!ai.isOn()) {
            return Decision.outOfScope(
                    Reason.AI_DISABLED,
                    said.category(),
                    "No flow fits, and AI is switched off for your account.");
        }
        if (said.category().equals(Classification.UNKNOWN)) {
            return Decision.outOfScope(
                    Reason.CATEGORY_UNKNOWN,
                    said.category(),
                    "No flow fits, and it is not clear what this is about.");
        }
        if (!categories.isEnabled(said.category())) {
            return Decision.outOfScope(
                    Reason.CATEGORY_DISABLED,
                    said.category(),
                    "No flow fits, and building steps is switched off for this category.");
        }
        return Decision.build(said.category());
    }
}
