package io.resolutionflow.aigateway.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of a piece of work, read from whatever its owner calls it: the write-back context and
 * bundle of a session, its documentation, the snapshot of a hand-off, the path of an L1 walk.
 */
record SessionRecord(Inputs in) {

    private static final Set<String> FAILED =
            Set.of("applied_failed", "failed", "failure", "partial", "applied_partial");
    private static final Set<String> WORKED = Set.of("applied_success", "success", "solved");

    /** Looks through one wrapper, for owners that send the record as a member of the inputs. */
    static SessionRecord of(Inputs inputs) {
        for (String member :
                List.of("snapshot", "context", "bundle", "documentation", "structure")) {
            if (inputs.node().path(member).isObject()) {
                return new SessionRecord(inputs.at(member));
            }
        }
        return new SessionRecord(inputs);
    }

    String problem() {
        Inputs problem = in.at("problem");
        return Stream.of(
                        in.text("problem_summary", "problem_text", "problem", "title"),
                        problem.text("summary", "text"),
                        in.at("intake").text("text"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Nullable String domain() {
        String found = in.text("problem_domain", "category", "issue_category");
        return found.isEmpty() ? in.at("problem").textOrNull("domain") : found;
    }

    List<String> facts() {
        return in.texts("facts");
    }

    /** Answered steps, checks and walked nodes as "what: result". */
    List<String> tried() {
        var tried = new ArrayList<String>();
        for (String member :
                List.of("steps_tried", "steps", "walked_path", "path", "checks", "script_runs")) {
            for (Inputs item : in.list(member)) {
                String answer = item.answer();
                if (!item.itemText().isEmpty() && !answer.isEmpty()) {
                    tried.add(statement(item.itemText(), answer));
                }
            }
        }
        return tried.stream().distinct().toList();
    }

    List<String> openQuestions() {
        return in.texts("open_questions");
    }

    List<String> openChecks() {
        return in.texts("open_checks");
    }

    @Nullable String activeFix() {
        return in.at("active_fix").textOrNull("title");
    }

    String activeFixStatus() {
        return in.at("active_fix").text("status");
    }

    boolean fixFailed() {
        return FAILED.contains(activeFixStatus());
    }

    boolean fixWorked() {
        return WORKED.contains(activeFixStatus());
    }

    boolean fixIsPending() {
        return activeFix() != null && !fixFailed() && !fixWorked();
    }

    @Nullable String rootCause() {
        String found = in.text("root_cause");
        return found.isEmpty() ? in.at("resolution").textOrNull("root_cause") : found;
    }

    String resolution() {
        String found = in.at("resolution").text("summary", "action", "text");
        return found.isEmpty() ? in.text("resolution_summary", "resolution_notes") : found;
    }

    List<String> recommendations() {
        Inputs resolution = in.at("resolution");
        String one = resolution.text("recommendations");
        return one.isEmpty() ? resolution.texts("recommendations") : List.of(one);
    }

    @Nullable String hypothesis() {
        String found = in.text("triage_hypothesis");
        return found.isEmpty() ? in.at("triage").textOrNull("triage_hypothesis") : found;
    }

    /** Solved only when the record says so. */
    boolean isSolved() {
        return in.text("status", "session_status").equals("resolved") || !resolution().isEmpty();
    }

    @Nullable String client() {
        String found = in.text("client_name", "customer_name");
        return found.isEmpty() ? in.at("triage").textOrNull("client_name") : found;
    }

    static String statement(String what, String result) {
        return what.replaceAll("[?:.\\s]+$", "") + ": " + result;
    }
}
