package io.resolutionflow.l1walk.flow;

import io.resolutionflow.l1walk.flow.FlowStore.Locked;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes a flow out of use and back; walks under way are pinned and go on. */
@Service
@Transactional
public class ArchiveFlow {

    private final FlowRepository flows;
    private final FlowStore store;
    private final FlowNames names;
    private final FlowEvents events;
    private final FlowIndexing indexing;
    private final AuditLog audit;
    private final Clock clock;

    ArchiveFlow(
            FlowRepository flows,
            FlowStore store,
            FlowNames names,
            FlowEvents events,
            FlowIndexing indexing,
            AuditLog audit,
            Clock clock) {
        this.flows = flows;
        this.store = store;
        this.names = names;
        this.events = events;
        this.indexing = indexing;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws DomainException 404; 409 {@code library_read_only}, {@code not_published}
     */
    public FlowRow archive(UUID id, Caller caller) {
        Locked flow = names.own(id);
        if (!flow.status().equals("published") || flow.versionNo() == null) {
            throw FlowConflicts.notPublished();
        }
        Instant now = clock.instant();
        store.status(id, "archived", now);
        FlowRow after = flows.row(id).orElseThrow(DomainException::notFound);
        events.archived(id, after.content(), flow.versionNo(), caller, now);
        audit.record(
                AuditLog.Actor.of(caller),
                "flow.archive",
                "flow",
                id,
                "published",
                "archived",
                Map.of("slug", flow.slug()));
        return after;
    }

    /** What is in use already stays as it is. */
    public FlowRow unarchive(UUID id, Caller caller) {
        Locked flow = names.own(id);
        if (!flow.everPublished()) {
            throw FlowConflicts.notPublished();
        }
        if (flow.status().equals("archived")) {
            Instant now = clock.instant();
            store.status(id, "published", now);
            indexing.unarchived(id);
            FlowRow after = flows.row(id).orElseThrow(DomainException::notFound);
            int no = flow.versionNo() == null ? 1 : flow.versionNo();
            events.published(id, after.content(), no, caller, now);
            audit.record(
                    AuditLog.Actor.of(caller),
                    "flow.unarchive",
                    "flow",
                    id,
                    "archived",
                    "published",
                    Map.of("slug", flow.slug()));
        }
        return flows.row(id).orElseThrow(DomainException::notFound);
    }
}
