package io.resolutionflow.l1walk.flow;

import io.resolutionflow.l1walk.flow.FlowStore.Author;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes flows of a file in as drafts, all or none (contract-l1 §9.2). */
@Service
@Transactional
public class ImportFlows {

    private final FlowRepository flows;
    private final FlowStore store;
    private final FlowNames names;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    ImportFlows(
            FlowRepository flows,
            FlowStore store,
            FlowNames names,
            AuditLog audit,
            Ids ids,
            Clock clock) {
        this.flows = flows;
        this.store = store;
        this.names = names;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** What to do with a flow whose short name the account has already. */
    public enum OnConflict {
        FAIL,
        RENAME,
        NEW_DRAFT
    }

    /**
     * @param result {@code created}, {@code renamed} or {@code new_draft}
     * @param problems what keeps it from being published, and what to look at
     */
    public record Imported(UUID flowId, String slug, String result, List<FlowFinding> problems) {}

    /**
     * @throws DomainException 409 {@code slug_taken}
     */
    public List<Imported> take(List<FlowContent> contents, OnConflict onConflict, Caller caller) {
        Set<String> linkable = new HashSet<>(flows.linkable());
        contents.forEach(content -> linkable.add(content.slug()));
        var imported = new ArrayList<Imported>();
        for (FlowContent content : contents) {
            imported.add(one(SubflowNames.linked(content, linkable), onConflict, caller, contents));
        }
        return imported;
    }

    private Imported one(
            FlowContent content, OnConflict onConflict, Caller caller, List<FlowContent> file) {
        Optional<UUID> known = store.bySlug(content.slug());
        if (known.isPresent() && onConflict == OnConflict.FAIL) {
            throw FlowConflicts.slugTaken(content.slug());
        }
        Instant now = clock.instant();
        boolean replace = known.isPresent() && onConflict == OnConflict.NEW_DRAFT;
        UUID id = replace ? known.get() : ids.next();
        FlowContent named = replace ? content : content.named(names.near(content.slug()));
        if (replace) {
            names.own(id);
        } else {
            store.add(id, named.slug(), Author.of(caller), null, now);
        }
        store.saveDraft(id, named, Author.of(caller), now);
        audit.record(
                AuditLog.Actor.of(caller),
                "flow.import",
                "flow",
                id,
                Map.of("slug", named.slug(), "new_draft", replace));
        String result = replace ? "new_draft" : known.isPresent() ? "renamed" : "created";
        return new Imported(id, named.slug(), result, problems(named, file));
    }

    /** Flows of the same file count as there, because they will be published together. */
    private List<FlowFinding> problems(FlowContent content, List<FlowContent> file) {
        var report =
                FlowValidator.check(
                        content,
                        slug ->
                                file.stream()
                                        .filter(other -> other.slug().equals(slug))
                                        .findFirst()
                                        .map(FlowValidator::subflowsOf)
                                        .orElseGet(() -> flows.subflowsOf(slug)));
        return Stream.concat(report.errors().stream(), report.warnings().stream()).toList();
    }
}
