package io.resolutionflow.l1walk.flow.web;

import io.resolutionflow.l1walk.flow.FlowCategories;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.StructureReader;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.problem.DomainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads structures out of requests; every fault of all of them in one 422. */
@Component
class FlowRequests {

    private static final int MOST_FLOWS = 20;

    private final StructureReader reader;
    private final FlowCategories categories;
    private final FlowRepository flows;

    FlowRequests(StructureReader reader, FlowCategories categories, FlowRepository flows) {
        this.reader = reader;
        this.categories = categories;
        this.flows = flows;
    }

    FlowContent structure(JsonNode body, RequestFields fields) {
        if (!body.isObject()) {
            throw DomainException.invalid("body", "invalid_type", "Send one flow.");
        }
        FlowContent content = reader.read(body, "", categories.keys(), fields);
        fields.check();
        return content;
    }

    /** A saved flow keeps its short name when the body names none. */
    FlowContent structureOf(UUID id, JsonNode body, RequestFields fields) {
        FlowContent content = structure(body, fields);
        return StructureReader.namesSlug(body)
                ? content
                : flows.row(id).map(row -> content.named(row.slug())).orElse(content);
    }

    List<FlowContent> file(JsonNode body) {
        var fields = new RequestFields();
        JsonNode flowList = body.path("flows");
        fields.require(
                flowList.isArray() && !flowList.isEmpty(),
                "flows",
                "required",
                "A file has a list of flows.");
        fields.require(
                flowList.size() <= MOST_FLOWS,
                "flows",
                "too_many",
                "At most " + MOST_FLOWS + " flows.");
        JsonNode format = body.path("format");
        fields.require(
                isAbsent(format) || format.asString("").equals("rfflow"),
                "format",
                "unknown_value",
                "This is not a flow file.");
        JsonNode version = body.path("format_version");
        fields.require(
                isAbsent(version) || (version.isIntegralNumber() && version.intValue() == 1),
                "format_version",
                "unknown_value",
                "Only version 1 is known.");
        fields.check();
        Set<String> keys = categories.keys();
        var contents = new ArrayList<FlowContent>();
        for (int i = 0; i < flowList.size(); i++) {
            JsonNode one = flowList.get(i);
            if (one.isObject()) {
                contents.add(reader.read(one, "flows[" + i + "].", keys, fields));
            } else {
                fields.problem("flows[" + i + "]", "invalid_type", "A flow is an object.");
            }
        }
        fields.check();
        return contents;
    }

    private static boolean isAbsent(JsonNode member) {
        return member.isMissingNode() || member.isNull();
    }
}
