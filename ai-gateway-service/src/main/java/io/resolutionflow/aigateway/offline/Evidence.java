package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.offline.Runbook.Node;
import io.resolutionflow.aigateway.offline.Runbook.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known already: answers to questions, and statements that answer one without having been
 * asked.
 */
final class Evidence {

    private static final double CLEAR = 0.75;
    private static final int LEAST_HITS = 2;
    private static final Set<String> UNKNOWN =
            Set.of("unknown", "not_known", "notsure", "not_sure", "unsure");

    private record Answered(String question, List<String> answers, boolean skipped) {}

    private final List<Answered> answered = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();

    /** Takes items that carry a question and its answer; those without an answer are left. */
    Evidence answers(List<Inputs> items) {
        for (Inputs item : items) {
            boolean skipped = item.flag("skipped") || item.at("response").flag("skipped");
            if (!item.itemText().isEmpty() && (skipped || !item.answers().isEmpty())) {
                answered.add(new Answered(Words.plain(item.itemText()), item.answers(), skipped));
            }
        }
        return this;
    }

    Evidence statements(List<String> texts) {
        texts.stream().filter(text -> !text.isBlank()).forEach(statements::add);
        return this;
    }

    /** The option that was taken at a node, if that is known. */
    Optional<Option> at(Node node) {
        String question = Words.plain(node.text());
        for (int i = answered.size() - 1; i >= 0; i--) {
            if (answered.get(i).question().equals(question)) {
                return Optional.of(chosen(node, answered.get(i)));
            }
        }
        for (int i = statements.size() - 1; i >= 0; i--) {
            Optional<Option> stated = stated(node, question, statements.get(i));
            if (stated.isPresent()) {
                return stated;
            }
        }
        return Optional.empty();
    }

    boolean wasAsked(Node node) {
        String question = Words.plain(node.text());
        return answered.stream().anyMatch(answer -> answer.question().equals(question));
    }

    private static Option chosen(Node node, Answered answer) {
        for (String given : answer.answers()) {
            String plain = Words.plain(given);
            for (Option option : node.options()) {
                if (plain.equals(Words.plain(option.label())) || given.equals(option.value())) {
                    return option;
                }
            }
        }
        // words of their own: the option that shares most of them, else the one that assumes least
        Set<String> words = Words.content(String.join(" ", answer.answers()));
        Option best = leastAssuming(node);
        long most = 0;
        for (Option option : node.options()) {
            long hits = Words.hits(option.label(), words);
            if (hits > most) {
                best = option;
                most = hits;
            }
        }
        return answer.skipped() ? leastAssuming(node) : best;
    }

    private static Option leastAssuming(Node node) {
        return node.options().stream()
                .filter(option ->
                        UNKNOWN.contains(option.value())
                                || Words.plain(option.label()).equals("not known"))
                .findFirst()
                .orElse(node.options().getLast());
    }

    private static Optional<Option> stated(Node node, String question, String statement) {
        String plain = Words.plain(statement);
        int at = plain.indexOf(question);
        Set<String> words =
                Words.content(at < 0 ? statement : plain.substring(at + question.length()));
        Option best = null;
        double most = 0;
        boolean tie = false;
        for (Option option : node.options()) {
            boolean literal =
                    at >= 0
                            && plain.startsWith(
                                    Words.plain(option.label()),
                                    Math.min(plain.length(), at + question.length() + 1));
            if (literal) {
                return Optional.of(option);
            }
            double share = Words.covered(option.label(), words);
            if (Words.hits(option.label(), words) >= LEAST_HITS && share >= most) {
                tie = share == most;
                best = option;
                most = share;
            }
        }
        return best == null || tie || most < CLEAR ? Optional.empty() : Optional.of(best);
    }
}
