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

/** Drafts of the account's flows: made, saved, thrown away (contract-l1 §9.2). */
@Service
@Transactional
public class AuthorFlow {

    private final FlowRepository flows;
    private final FlowStore store;
    private final FlowNames names;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    AuthorFlow(
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

    /**
     * @param slugGiven a derived slug gives way to one that is taken, a given one does not
     * @throws DomainException 409 {@code slug_taken}
     */
    public FlowRow create(FlowContent content, boolean slugGiven, Caller caller) {
        String slug = slugGiven ? names.free(content.slug(), null) : names.near(content.slug());
        UUID id = ids.next();
        Instant now = clock.instant();
        store.add(id, slug, Author.of(caller), null, now);
        store.saveDraft(id, content.named(slug), Author.of(caller), now);
        record(caller, "flow.create", id, slug);
        return row(id);
    }

    /**
     * @param version of the draft the author saw; 0 when there was none
     * @throws DomainException 404; 409 {@code library_read_only}, {@code version_conflict}, {@code
     *     slug_frozen}, {@code slug_taken}
     */
    public FlowRow save(UUID id, FlowContent content, int version, Caller caller) {
        Locked flow = own(id);
        requireVersion(id, version);
        if (flow.everPublished() && !flow.slug().equals(content.slug())) {
            throw FlowConflicts.slugFrozen(flow.slug());
        }
        names.free(content.slug(), id);
        store.saveDraft(id, content, Author.of(caller), clock.instant());
        record(caller, "flow.update", id, content.slug());
        return row(id);
    }

    /** A draft with the structure of an older version; replaces the draft there is. */
    public FlowRow draftFrom(UUID id, int fromVersion, @Nullable Integer version, Caller caller) {
        Locked flow = own(id);
        FlowContent old =
                flows.version(new FlowRef(FlowSource.ACCOUNT, id, fromVersion))
                        .orElseThrow(FlowConflicts::noSuchVersion)
                        .content();
        if (version != null) {
            requireVersion(id, version);
        }
        store.saveDraft(id, old.named(flow.slug()), Author.of(caller), clock.instant());
        record(caller, "flow.update", id, flow.slug());
        return row(id);
    }

    /**
     * @throws DomainException 409 {@code nothing_published}: the draft is all there is
     */
    public void deleteDraft(UUID id, Caller caller) {
        Locked flow = own(id);
        if (!flow.everPublished()) {
            throw DomainException.conflict(
                    "nothing_published", "This draft is all there is. Delete the flow instead.");
        }
        store.deleteDraft(id);
        record(caller, "flow.update", id, flow.slug());
    }

    /**
     * @throws DomainException 409 {@code flow_has_versions}
     */
    public void delete(UUID id, Caller caller) {
        Locked flow = own(id);
        if (flow.everPublished()) {
            throw DomainException.conflict(
                    "flow_has_versions", "A flow that was published is archived, not deleted.");
        }
        store.delete(id);
        record(caller, "flow.delete", id, flow.slug());
    }

    /** What keeps it from being published; of the draft when no structure is given. */
    public FlowFinding.Report validate(UUID id, @Nullable FlowContent given) {
        FlowRow row = flows.row(id).orElseThrow(DomainException::notFound);
        FlowContent content =
                given == null
                        ? store.draft(id).map(Draft::content).orElse(row.content())
                        : given.named(row.slug());
        return FlowValidator.check(content, flows::subflowsOf);
    }

    /** The draft's structure, if there is one. */
    @Transactional(readOnly = true)
    public @Nullable FlowContent draft(UUID id) {
        return store.draft(id).map(Draft::content).orElse(null);
    }

    private void requireVersion(UUID id, int version) {
        int current = store.draft(id).map(Draft::version).orElse(0);
        if (current != version) {
            throw FlowConflicts.versionConflict(current);
        }
    }

    /** One of the account's own, under its lock. */
    private Locked own(UUID id) {
        return names.own(id);
    }

    private FlowRow row(UUID id) {
        return flows.row(id).orElseThrow(DomainException::notFound);
    }

    private void record(Caller caller, String action, UUID id, String slug) {
        audit.record(AuditLog.Actor.of(caller), action, "flow", id, Map.of("slug", slug));
    }
}
