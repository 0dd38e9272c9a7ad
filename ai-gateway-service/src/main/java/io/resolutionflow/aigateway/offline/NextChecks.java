package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.offline.RunbookFinder.Found;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What to check next on a piece of work: what its people left open, then the open step of the
 * nearest runbook.
 */
@Component
class NextChecks {

    private static final int LONGEST = 300;
    private static final int MOST = 8;

    private final RunbookFinder finder;

    NextChecks(RunbookFinder finder) {
        this.finder = finder;
    }

    Found runbookOf(SessionRecord record) {
        return finder.find(record.problem());
    }

    List<String> of(SessionRecord record) {
        return of(record, runbookOf(record));
    }

    List<String> of(SessionRecord record, Found found) {
        var next = new LinkedHashSet<String>();
        record.openChecks().forEach(next::add);
        record.openQuestions().forEach(next::add);
        if (found.match() != null) {
            var walk = RunbookWalk.through(found.match().runbook(), evidence(record));
            next.add(walk.current().text());
            walk.following().forEach(following -> next.add(following.node().text()));
        }
        return next.stream().map(text -> Words.cut(text, LONGEST)).limit(MOST).toList();
    }

    private static Evidence evidence(SessionRecord record) {
        var items = new ArrayList<Inputs>();
        Stream.of("steps_tried", "steps", "walked_path", "path", "checks")
                .forEach(member -> items.addAll(record.in().list(member)));
        return new Evidence().statements(record.facts()).answers(items);
    }
}
