package io.resolutionflow.l1walk.walk.web;

import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.walk.SaveNotes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code {notes[], version}}; items have a fixed shape, any other member is refused (contract-l1
 * §4.5).
 */
record NotesRequest(
        @Nullable List<@Nullable Map<String, @Nullable Object>> notes, @Nullable Integer version) {

    private static final Set<String> MEMBERS = Set.of("id", "text", "step_id");

    private static final int ID_LENGTH = 36;

    int knownVersion() {
        return version == null ? 0 : version;
    }

    List<SaveNotes.Item> items() {
        var fields = new RequestFields();
        fields.require(notes != null, "notes", "required", "Send the full list of notes.");
        List<@Nullable Map<String, @Nullable Object>> sent = notes == null ? List.of() : notes;
        var ids = new HashSet<UUID>();
        var items = new ArrayList<SaveNotes.Item>();
        for (int i = 0; i < sent.size(); i++) {
            Map<String, @Nullable Object> one = sent.get(i);
            String field = "notes[" + i + "]";
            if (one == null) {
                fields.problem(field, "invalid_type", "A note is an object.");
                continue;
            }
            one.keySet().stream()
                    .filter(member -> !MEMBERS.contains(member))
                    .forEach(member ->
                            fields.problem(
                                    field + "." + member,
                                    "unknown_member",
                                    "A note has no such member."));
            UUID id = uuid(fields, field + ".id", one.get("id"));
            fields.require(
                    id == null || ids.add(id),
                    field + ".id",
                    "duplicate",
                    "Two notes have the same id.");
            String text =
                    fields.required(
                            field + ".text", text(fields, field + ".text", one.get("text")), 4_000);
            items.add(
                    new SaveNotes.Item(
                            id, text, uuid(fields, field + ".step_id", one.get("step_id"))));
        }
        fields.check();
        return items;
    }

    private static @Nullable String text(
            RequestFields fields, String field, @Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        fields.problem(
                field, "invalid_type", "This value does not have the expected type or form.");
        return null;
    }

    private static @Nullable UUID uuid(RequestFields fields, String field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        // "1-1-1-1-1" can be read as an id too, but it is one that nobody was given
        if (value instanceof String text && text.length() == ID_LENGTH) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                // said below
            }
        }
        fields.problem(field, "invalid_format", "This is not an id.");
        return null;
    }
}
