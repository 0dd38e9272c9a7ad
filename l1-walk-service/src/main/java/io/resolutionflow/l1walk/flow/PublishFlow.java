package io.resolutionflow.l1walk.flow;

import io.resolutionflow.l1walk.flow.FlowStore.Author;
import io.resolutionflow.l1walk.flow.FlowStore.Draft;
import io.resolutionflow.l1walk.flow.FlowStore.Locked;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes versions that never change; each can be matched and walked from its commit on. */
@Service
@Transactional
public class PublishFlow {

    private final FlowRepository flows;
    private final FlowStore store;
    private final FlowNames names;
    private final FlowIndexing indexing;
    private final FlowEvents events;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    PublishFlow(
            FlowRepository flows,
            FlowStore store,
            FlowNames names,
            FlowIndexing indexing,
            FlowEvents events,
            AuditLog audit,
            Ids ids,
            Clock clock) {
        this.flows = flows;
        this.store = store;
        this.names = names;
        this.indexing = indexing;
        this.events = events;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Publishes the draft as the next version.
     *
     * @throws DomainException 404; 409 {@code library_read_only}, {@code nothing_to_publish},
     *     {@code version_conflict}; 422 {@code flow_invalid}
     */
    public FlowRow publish(UUID id, int version, @Nullable String changeNote, Caller caller) {
        Locked flow = names.own(id);
        Draft draft =
                store.draft(id)
                        .orElseThrow(() ->
                                DomainException.conflict(
                                        "nothing_to_publish", "There is no draft to publish."));
        if (draft.version() != version) {
            throw FlowConflicts.versionConflict(draft.version());
        }
        if (flow.everPublished() && sameAsPublished(flow, draft.content())) {
            throw DomainException.conflict(
                    "nothing_to_publish", "The draft is the same as the published version.");
        }
        requireValid(draft.content());
        return next(flow, draft.content(), changeNote, caller);
    }

    /** The next version of a flow the caller has already been asked about, by its structure. */
    public FlowRow publishNext(
            UUID id, FlowContent content, @Nullable String changeNote, Caller caller) {
        Locked flow = names.own(id);
        FlowContent named = content.named(flow.slug());
        requireValid(named);
        return next(flow, named, changeNote, caller);
    }

    /**
     * A new flow of the account, published as version 1.
     *
     * @param adopted the library version it is a copy of
     */
    public FlowRow publishNew(FlowContent content, @Nullable FlowRef adopted, Caller caller) {
        FlowContent named = content.named(names.near(content.slug()));
        requireValid(named);
        UUID id = ids.next();
        store.add(id, named.slug(), Author.of(caller), adopted, clock.instant());
        audit.record(
                AuditLog.Actor.of(caller), "flow.create", "flow", id, Map.of("slug", named.slug()));
        return next(names.own(id), named, null, caller);
    }

    private FlowRow next(
            Locked flow, FlowContent content, @Nullable String changeNote, Caller caller) {
        Instant now = clock.instant();
        int no = flow.versionNo() == null ? 1 : flow.versionNo() + 1;
        store.addVersion(flow.id(), no, content, Author.of(caller), changeNote, now);
        store.deleteDraft(flow.id());
        indexing.published(flow.id(), no, content);
        events.published(flow.id(), content, no, caller, now);
        audit.record(
                AuditLog.Actor.of(caller),
                "flow.publish",
                "flow",
                flow.id(),
                flow.versionNo(),
                no,
                Map.of("slug", content.slug(), "version_no", no));
        return flows.row(flow.id()).orElseThrow(DomainException::notFound);
    }

    private void requireValid(FlowContent content) {
        var report = FlowValidator.check(content, flows::subflowsOf);
        if (!report.valid()) {
            throw FlowConflicts.invalid(report.errors());
        }
    }

    private boolean sameAsPublished(Locked flow, FlowContent draft) {
        int no = flow.versionNo() == null ? 0 : flow.versionNo();
        return flow.status().equals("published")
                && flows.version(new FlowRef(FlowSource.ACCOUNT, flow.id(), no))
                        .filter(published -> published.content().equals(draft))
                        .isPresent();
    }
}
