package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.offline.RunbookFinder.Found;
import io.resolutionflow.contracts.ai.AiTask;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The two steps of the guided engine: the first one, and every one after an answer. */
final class GuidedTemplates {

    private static final double CHECKLIST_CONFIDENCE = 0.2;
    private static final String USED_UP =
            "The checks of the built-in assistant are used up. Escalate this to a colleague with what was found so far.";

    private GuidedTemplates() {}

    /** {@code flowpilot_start}. */
    @Component
    static class Start implements OfflineTemplate {

        private final RunbookFinder finder;
        private final DomainChecklists checklists;

        Start(RunbookFinder finder, DomainChecklists checklists) {
            this.finder = finder;
            this.checklists = checklists;
        }

        @Override
        public AiTask task() {
            return AiTask.FLOWPILOT_START;
        }

        @Override
        public Draft draft(Inputs inputs) {
            String problem = problemOf(inputs);
            Inputs flow = inputs.at("matched_flow");
            Found found = finder.findNamed(flow.textOrNull("name", "title"), problem);
            if (found.match() == null) {
                return checklistStep(checklists, found.domain(), problem, Set.of());
            }
            double score =
                    flow.node().path("score").isNumber()
                            ? flow.node().path("score").asDouble()
                            : found.match().score();
            var evidence = new Evidence().statements(List.of(problem));
            var walk = RunbookWalk.through(found.match().runbook(), evidence);
            // an answer read out of the problem must not end the work before it began
            var first = walk.current().isLeaf() ? walk.runbook().startNode() : walk.current();
            return GuidedStep.of(walk.runbook(), first)
                    .about(problem, found.domain(), score)
                    .draft();
        }
    }

    /** {@code flowpilot_respond}. */
    @Component
    static class Respond implements OfflineTemplate {

        private final RunbookFinder finder;
        private final RunbookLibrary library;
        private final DomainChecklists checklists;

        Respond(RunbookFinder finder, RunbookLibrary library, DomainChecklists checklists) {
            this.finder = finder;
            this.library = library;
            this.checklists = checklists;
        }

        @Override
        public AiTask task() {
            return AiTask.FLOWPILOT_RESPOND;
        }

        @Override
        public Draft draft(Inputs inputs) {
            String problem = problemOf(inputs);
            List<Inputs> steps = inputs.list("steps");
            Set<String> asked = asked(steps);
            Found found = underWay(steps, problem);
            if (found.match() != null) {
                var runbook = found.match().runbook();
                var evidence = new Evidence().statements(inputs.texts("facts")).answers(steps);
                var walk = RunbookWalk.through(runbook, evidence);
                boolean askedBefore = asked.contains(Words.plain(walk.current().text()));
                if (!askedBefore && !(inputs.flag("conclude") && !walk.current().isLeaf())) {
                    return GuidedStep.of(runbook, walk.current())
                            .about(problem, found.domain(), found.match().score())
                            .draft();
                }
            }
            Set<String> done = inputs.flag("conclude") ? everything(asked, found.domain()) : asked;
            return checklistStep(checklists, found.domain(), problem, done);
        }

        /** The runbook the steps come from; without any, the nearest one of the problem. */
        private Found underWay(List<Inputs> steps, String problem) {
            Set<String> asked = asked(steps);
            Runbook best = null;
            long most = 0;
            for (Runbook runbook : library.runbooks()) {
                long known =
                        runbook.nodes().values().stream()
                                .filter(node -> asked.contains(Words.plain(node.text())))
                                .count();
                if (known > most) {
                    best = runbook;
                    most = known;
                }
            }
            Found nearest = finder.find(problem);
            if (best == null) {
                return nearest;
            }
            double score =
                    nearest.match() != null && nearest.match().runbook().slug().equals(best.slug())
                            ? nearest.match().score()
                            : CHECKLIST_CONFIDENCE;
            return new Found(new RunbookFinder.Match(best, score), best.category());
        }

        private Set<String> everything(Set<String> asked, String domain) {
            var all = new HashSet<>(asked);
            var next = checklists.next(domain, all);
            while (next.isPresent()) {
                all.add(Words.plain(next.get().text()));
                next = checklists.next(domain, all);
            }
            return all;
        }
    }

    private static Draft checklistStep(
            DomainChecklists checklists,
            String domain,
            @Nullable String problem,
            Set<String> asked) {
        return checklists
                .next(domain, asked)
                .map(item -> GuidedStep.of(domain, item))
                .orElseGet(() -> GuidedStep.escalation(USED_UP, null, "Checklist: " + domain))
                .about(problem, domain, CHECKLIST_CONFIDENCE)
                .draft();
    }

    private static String problemOf(Inputs inputs) {
        Inputs ticket = inputs.at("ticket");
        return Stream.of(
                        inputs.text("problem_text", "problem", "problem_summary"),
                        inputs.at("problem").itemText(),
                        ticket.text("summary", "title"),
                        Words.cut(inputs.text("log_excerpt"), 300))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Set<String> asked(List<Inputs> steps) {
        var asked = new HashSet<String>();
        for (Inputs step : steps) {
            asked.add(Words.plain(step.itemText()));
        }
        return asked;
    }
}
