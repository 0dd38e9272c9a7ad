package io.resolutionflow.l1walk.flow;

import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.text.Words;
import io.resolutionflow.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a structure of contract-l1 §9.1 out of a request: types and limits are faults of the
 * request, each named by its path; what is wrong with the graph is {@link FlowValidator}'s.
 */
@Component
public class StructureReader {

    public static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern NODE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[a-z0-9_-]{1,40}");
    private static final Set<String> TYPES =
            Arrays.stream(NodeType.values()).map(NodeType::wireName).collect(Collectors.toSet());
    private static final String OTHER = "other";
    private static final int SLUG_LENGTH = 80;
    private static final int NODES = 300;
    private static final int OPTIONS = 9;
    private static final int MOST_BYTES = 512 * 1024;

    private final JsonMapper json;

    StructureReader(JsonMapper json) {
        this.json = json;
    }

    /**
     * @param prefix path of the structure in the request, empty or ending with a dot
     * @param categories keys besides {@code other}
     * @return what could be read; {@link RequestFields#check} must pass before it is used
     */
    public FlowContent read(
            JsonNode body, String prefix, Set<String> categories, RequestFields fields) {
        String title = fields.required(prefix + "title", text(body, "title", prefix, fields), 200);
        String slug = text(body, "slug", prefix, fields);
        String given = InputText.clean(slug);
        fields.require(
                given == null || (SLUG.matcher(given).matches() && given.length() <= SLUG_LENGTH),
                prefix + "slug",
                "invalid_format",
                "Lower-case letters, digits and single dashes, at most 80.");
        String category = InputText.clean(text(body, "category", prefix, fields));
        fields.require(
                category == null || OTHER.equals(category) || categories.contains(category),
                prefix + "category",
                "unknown_value",
                "There is no such category.");
        var content =
                new FlowContent(
                        given == null ? slugOf(title) : given,
                        title,
                        category == null ? OTHER : category,
                        fields.optional(
                                prefix + "description",
                                text(body, "description", prefix, fields),
                                2_000),
                        strings(body, "keywords", prefix, 50, 80, fields),
                        strings(body, "tags", prefix, 20, 40, fields),
                        start(body, prefix, fields),
                        nodes(body, prefix, fields));
        int size = json.writeValueAsString(content).getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_BYTES) {
            throw new DomainException(
                    413, "payload_too_large", "A flow has at most 300 nodes and 512 KiB.");
        }
        return content;
    }

    /** Whether the request named a slug itself. */
    public static boolean namesSlug(JsonNode body) {
        return InputText.clean(body.path("slug").asString("")) != null;
    }

    public static String slugOf(String title) {
        String words = Words.all(title).stream().limit(12).collect(Collectors.joining("-"));
        String cut = words.length() <= 70 ? words : words.substring(0, 70);
        String slug = cut.replaceAll("-+$", "");
        return slug.isEmpty() ? "flow" : slug;
    }

    private static String start(JsonNode body, String prefix, RequestFields fields) {
        String start = fields.optional(prefix + "start", text(body, "start", prefix, fields), 64);
        return start == null ? "" : start;
    }

    private static List<FlowNode> nodes(JsonNode body, String prefix, RequestFields fields) {
        var nodes = new ArrayList<FlowNode>();
        JsonNode list = array(body, "nodes", prefix, NODES, fields);
        for (int i = 0; i < Math.min(list.size(), NODES); i++) {
            String at = prefix + "nodes[" + i + "]";
            JsonNode one = list.get(i);
            if (one.isObject()) {
                nodes.add(node(one, at + ".", fields));
            } else {
                fields.problem(at, "invalid_type", "A node is an object.");
            }
        }
        return nodes;
    }

    private static FlowNode node(JsonNode node, String at, RequestFields fields) {
        String id = fields.required(at + "id", text(node, "id", at, fields), 64);
        fields.require(
                id.isEmpty() || NODE_ID.matcher(id).matches(),
                at + "id",
                "invalid_format",
                "Letters, digits, dash and underscore.");
        String type = fields.required(at + "type", text(node, "type", at, fields), 40);
        boolean known = TYPES.contains(type);
        fields.require(
                type.isEmpty() || known,
                at + "type",
                "unknown_value",
                "Must be one of: question, action, resolve, escalate.");
        String subflow = InputText.clean(text(node, "subflow", at, fields));
        fields.require(
                subflow == null
                        || (SLUG.matcher(subflow).matches() && subflow.length() <= SLUG_LENGTH),
                at + "subflow",
                "invalid_format",
                "This is not the slug of a flow.");
        String reason =
                fields.oneOf(
                        at + "reason_category",
                        text(node, "reason_category", at, fields),
                        HandOffReasons.ALL);
        return new FlowNode(
                id,
                known ? NodeType.of(type) : NodeType.QUESTION,
                fields.required(at + "text", text(node, "text", at, fields), 500),
                fields.optional(at + "detail", text(node, "detail", at, fields), 4_000),
                options(node, at, fields),
                subflow,
                reason,
                review(node, at, fields));
    }

    private static @Nullable Boolean review(JsonNode node, String at, RequestFields fields) {
        JsonNode value = node.path("needs_review");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        fields.require(
                value.isBoolean(), at + "needs_review", "invalid_type", "Must be true or false.");
        return value.isBoolean() && value.booleanValue() ? Boolean.TRUE : null;
    }

    private static List<FlowOption> options(JsonNode node, String at, RequestFields fields) {
        var options = new ArrayList<FlowOption>();
        JsonNode list = array(node, "options", at, OPTIONS, fields);
        for (int i = 0; i < Math.min(list.size(), OPTIONS); i++) {
            String path = at + "options[" + i + "]";
            JsonNode one = list.get(i);
            if (!one.isObject()) {
                fields.problem(path, "invalid_type", "An option is an object.");
                continue;
            }
            String value =
                    fields.required(path + ".value", text(one, "value", path + ".", fields), 40);
            fields.require(
                    value.isEmpty() || VALUE.matcher(value).matches(),
                    path + ".value",
                    "invalid_format",
                    "Lower-case letters, digits, dash and underscore.");
            options.add(
                    new FlowOption(
                            fields.required(
                                    path + ".label", text(one, "label", path + ".", fields), 120),
                            value,
                            fields.required(
                                    path + ".next", text(one, "next", path + ".", fields), 64)));
        }
        return options;
    }

    private static JsonNode array(
            JsonNode body, String member, String prefix, int most, RequestFields fields) {
        JsonNode list = body.path(member);
        if (list.isMissingNode() || list.isNull()) {
            return list;
        }
        fields.require(list.isArray(), prefix + member, "invalid_type", "This is a list.");
        fields.require(
                !list.isArray() || list.size() <= most,
                prefix + member,
                "too_many",
                "At most " + most + ".");
        return list;
    }

    private static List<String> strings(
            JsonNode body,
            String member,
            String prefix,
            int most,
            int length,
            RequestFields fields) {
        var strings = new ArrayList<String>();
        JsonNode list = array(body, member, prefix, most, fields);
        for (int i = 0; i < list.size(); i++) {
            String at = prefix + member + "[" + i + "]";
            JsonNode one = list.get(i);
            if (!one.isString()) {
                fields.problem(at, "invalid_type", "This is a text.");
                continue;
            }
            String value = fields.optional(at, one.stringValue(), length);
            if (value != null && !strings.contains(value)) {
                strings.add(value);
            }
        }
        return strings;
    }

    private static @Nullable String text(
            JsonNode body, String member, String prefix, RequestFields fields) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            fields.problem(prefix + member, "invalid_type", "This is a text.");
            return null;
        }
        return value.stringValue();
    }
}
