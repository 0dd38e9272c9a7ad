package io.resolutionflow.session.lane.web;

import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.lane.TaskLane.Edit;
import io.resolutionflow.session.lane.TaskLane.Entry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The whole lane as the engineer wants it. */
record SaveTaskLaneRequest(
        @NotNull @PositiveOrZero @Nullable Integer version,
        @Size(max = 60) @Nullable List<@Valid @NotNull QuestionEntry> questions,
        @Size(max = 60) @Nullable List<@Valid @NotNull ActionEntry> actions,
        @Nullable Map<@NotNull UUID, @Valid @NotNull ResponseEntry> responses) {

    record QuestionEntry(
            @Nullable UUID id,
            @NotBlank @Size(max = 1000) String text,
            @Size(max = 4000) @Nullable String context,
            @Size(max = 6) @Nullable List<@NotNull @Size(max = 200) String> options) {

        Entry entry() {
            return new Entry(
                    id,
                    new LaneItem.Content(
                            text, context, options == null ? List.of() : options, null, null));
        }
    }

    record ActionEntry(
            @Nullable UUID id,
            @NotBlank @Size(max = 300) String label,
            @Size(max = 8000) @Nullable String command,
            @Size(max = 4000) @Nullable String description) {

        Entry entry() {
            return new Entry(
                    id, new LaneItem.Content(label, null, List.of(), command, description));
        }
    }

    record ResponseEntry(
            @Size(max = 4000) @Nullable String text,
            @Size(max = 200) @Nullable String choice,
            @Pattern(regexp = "worked|did_not_work|could_not_run") @Nullable String result,
            @Pattern(regexp = "draft|answered|skipped") @Nullable String state) {}

    Edit edit() {
        return new Edit(
                version == null ? 0 : version,
                questions == null
                        ? List.of()
                        : questions.stream().map(QuestionEntry::entry).toList(),
                actions == null ? List.of() : actions.stream().map(ActionEntry::entry).toList(),
                responses == null
                        ? Map.of()
                        : responses.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                entry ->
                                                        new LaneItem.Response(
                                                                entry.getValue().text(),
                                                                entry.getValue().choice(),
                                                                entry.getValue().result(),
                                                                entry.getValue().state()))));
    }
}
