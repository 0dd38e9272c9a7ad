package io.resolutionflow.session.lifecycle.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.ai.AnswerJson;
import io.resolutionflow.session.lifecycle.EditTriage;
import io.resolutionflow.session.listing.TriageView;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.Triage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * PATCH S/{id}/triage: absent, null and a value mean three things, so the body is read as it came.
 */
@RestController
class TriageController {

    private static final Map<String, Integer> FIELDS =
            Map.of(
                    "client_name",
                    255,
                    "asset_name",
                    255,
                    "issue_category",
                    100,
                    "triage_hypothesis",
                    4000);
    private static final Set<String> EVIDENCE_STATUS = Set.of("confirmed", "ruled_out", "pending");
    private static final int MAX_TITLE = 200;
    private static final int MAX_EVIDENCE = 50;
    private static final int MAX_EVIDENCE_TEXT = 500;

    private final EditTriage triage;

    TriageController(EditTriage triage) {
        this.triage = triage;
    }

    @PatchMapping("/api/v1/ai-sessions/{id}/triage")
    @Requires(Gate.ENGINEER)
    TriageView edit(Caller caller, @PathVariable UUID id, @RequestBody ObjectNode body) {
        return triage.edit(Actor.of(caller), id, read(body));
    }

    private static EditTriage.Edit read(ObjectNode body) {
        var problems = new ArrayList<FieldProblem>();
        String title = null;
        if (body.has("title")) {
            title = text(body.get("title"), "title", MAX_TITLE, problems);
            if (title == null || title.isBlank()) {
                problems.add(new FieldProblem("title", "required", "A session needs a title."));
            }
        }
        var fields = new HashMap<String, @Nullable String>();
        FIELDS.forEach((name, limit) -> {
            if (body.has(name)) {
                fields.put(name, text(body.get(name), name, limit, problems));
            }
        });
        List<Triage.Evidence> evidence =
                body.has("evidence_items") ? evidence(body.get("evidence_items"), problems) : null;
        JsonNode version = body.path("triage_version");
        if (evidence != null && !version.isInt()) {
            problems.add(
                    new FieldProblem(
                            "triage_version",
                            "required",
                            "Send the version the evidence was read with."));
        }
        if (!problems.isEmpty()) {
            throw DomainException.invalid(problems);
        }
        return new EditTriage.Edit(
                title, fields, evidence, version.isInt() ? version.intValue() : null);
    }

    private static @Nullable String text(
            JsonNode value, String field, int limit, List<FieldProblem> problems) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            problems.add(new FieldProblem(field, "invalid_type", "This value must be a text."));
            return null;
        }
        if (value.stringValue().length() > limit) {
            problems.add(new FieldProblem(field, "too_long", "At most " + limit + " characters."));
        }
        return AnswerJson.storable(value.stringValue());
    }

    private static List<Triage.Evidence> evidence(JsonNode list, List<FieldProblem> problems) {
        var items = new ArrayList<Triage.Evidence>();
        if (!list.isArray() || list.size() > MAX_EVIDENCE) {
            problems.add(
                    new FieldProblem(
                            "evidence_items", "out_of_range", "A list of at most 50 entries."));
            return items;
        }
        for (int i = 0; i < list.size(); i++) {
            String text =
                    text(
                            list.get(i).path("text"),
                            "evidence_items[" + i + "].text",
                            MAX_EVIDENCE_TEXT,
                            problems);
            String status = list.get(i).path("status").asString("");
            if (text == null || text.isBlank()) {
                problems.add(
                        new FieldProblem(
                                "evidence_items[" + i + "].text",
                                "required",
                                "This value is needed."));
            } else if (!EVIDENCE_STATUS.contains(status)) {
                problems.add(
                        new FieldProblem(
                                "evidence_items[" + i + "].status",
                                "unknown_value",
                                "confirmed, ruled_out or pending."));
            } else {
                items.add(new Triage.Evidence(text, status));
            }
        }
        return items;
    }
}
