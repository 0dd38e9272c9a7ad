package io.resolutionflow.session.lane;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The model's half of the lane (contract-sessions §6, rules 1–4): what it repeats keeps its id,
 * what it no longer says is hidden, what the engineer touched is never touched. It writes no
 * responses.
 */
final class LaneMerge {

    static final int VISIBLE_LIMIT = 60;

    private final List<LaneItem> items;
    private final BiFunction<LaneItem.Content, Integer, LaneItem> newItem;
    private final List<LaneItem> added = new ArrayList<>();
    private boolean changed;

    /**
     * @param newItem makes an item of the model's at a position
     */
    private LaneMerge(
            List<LaneItem> items, BiFunction<LaneItem.Content, Integer, LaneItem> newItem) {
        this.items = items;
        this.newItem = newItem;
    }

    /**
     * @param named what the answer's list led to, in its order, hidden ones left out
     * @param added items that are new
     */
    record Outcome(List<LaneItem> named, List<LaneItem> added, boolean changed) {}

    /**
     * @param kindItems every item of this kind the lane ever had
     */
    static Outcome merge(
            List<LaneItem> kindItems,
            List<LaneItem.Content> proposed,
            BiFunction<LaneItem.Content, Integer, LaneItem> newItem) {
        return new LaneMerge(kindItems, newItem).merge(proposed);
    }

    private Outcome merge(List<LaneItem.Content> proposed) {
        Set<LaneItem> named = new LinkedHashSet<>();
        proposed.forEach(content -> name(content, named));
        if (!proposed.isEmpty()) {
            items.stream()
                    .filter(item -> !named.contains(item))
                    .forEach(item -> changed |= item.retireUnlessTouched());
        }
        return new Outcome(named.stream().filter(LaneItem::visible).toList(), added, changed);
    }

    private void name(LaneItem.Content content, Set<LaneItem> named) {
        String match = LaneItem.matchText(content.text());
        LaneItem known = known(match);
        if (known != null) {
            var before = List.of(known.state(), known.content());
            known.repeated(content);
            changed |= !before.equals(List.of(known.state(), known.content()));
            named.add(known);
        } else if (roomLeft()) {
            LaneItem item = newItem.apply(content, nextPosition());
            added.add(item);
            named.add(item);
            changed = true;
        }
    }

    private @Nullable LaneItem known(String match) {
        for (LaneItem item : items) {
            if (item.matchText().equals(match)) {
                return item;
            }
        }
        for (LaneItem item : added) {
            if (item.matchText().equals(match)) {
                return item;
            }
        }
        return null;
    }

    private boolean roomLeft() {
        return items.stream().filter(LaneItem::visible).count() + added.size() < VISIBLE_LIMIT;
    }

    private int nextPosition() {
        return items.stream().mapToInt(LaneItem::position).max().orElse(-1) + 1 + added.size();
    }
}
