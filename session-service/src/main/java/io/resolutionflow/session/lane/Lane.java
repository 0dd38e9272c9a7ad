package io.resolutionflow.session.lane;

import io.resolutionflow.session.session.AiSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lane as it is shown (contract-sessions §6): the visible items and the engineer's answers.
 *
 * @param version rises when anything changed
 * @param responses by item id
 */
public record Lane(
        int version,
        List<Question> questions,
        List<Action> actions,
        Map<UUID, LaneItem.Response> responses) {

    public record Question(
            UUID id,
            String text,
            @Nullable String context,
            List<String> options,
            String state,
            String origin,
            boolean edited) {}

    public record Action(
            UUID id,
            String label,
            @Nullable String command,
            @Nullable String description,
            String state,
            String origin,
            boolean edited) {}

    public static Lane of(AiSession session, List<LaneItem> items) {
        var responses = new LinkedHashMap<UUID, LaneItem.Response>();
        items.stream()
                .filter(LaneItem::visible)
                .forEach(item -> {
                    LaneItem.Response given = item.response();
                    if (given != null) {
                        responses.put(item.id(), given);
                    }
                });
        return new Lane(
                session.laneVersion(),
                items.stream()
                        .filter(LaneItem::visible)
                        .filter(LaneItem::isQuestion)
                        .map(Lane::question)
                        .toList(),
                items.stream()
                        .filter(LaneItem::visible)
                        .filter(item -> !item.isQuestion())
                        .map(Lane::action)
                        .toList(),
                responses);
    }

    public static Question question(LaneItem item) {
        return new Question(
                item.id(),
                item.text(),
                item.context(),
                item.options(),
                item.state(),
                item.origin(),
                item.edited());
    }

    public static Action action(LaneItem item) {
        return new Action(
                item.id(),
                item.text(),
                item.command(),
                item.description(),
                item.state(),
                item.origin(),
                item.edited());
    }
}
