package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Published versions of a flow, newest first. */
@Service
@Transactional(readOnly = true)
public class ReadVersions {

    private final FlowRepository flows;
    private final FlowStore store;

    ReadVersions(FlowRepository flows, FlowStore store) {
        this.flows = flows;
        this.store = store;
    }

    /** A version with its structure. */
    public record Version(FlowVersionInfo info, FlowContent content) {}

    /**
     * @param all whether drafts and archived flows may be seen
     * @throws DomainException 404 when absent, or not to be seen
     */
    public List<FlowVersionInfo> of(UUID id, boolean all) {
        FlowEntry entry =
                flows.find(id)
                        .filter(e -> all || e.isPublished())
                        .orElseThrow(DomainException::notFound);
        return store.versions(entry.source(), id);
    }

    /**
     * @throws DomainException 404, 404 {@code version_not_found}
     */
    public Version version(UUID id, int number, boolean all) {
        FlowVersionInfo info =
                of(id, all).stream()
                        .filter(v -> v.versionNo() == number)
                        .findFirst()
                        .orElseThrow(FlowConflicts::noSuchVersion);
        FlowEntry entry = flows.find(id).orElseThrow(DomainException::notFound);
        return new Version(info, flows.pinned(new FlowRef(entry.source(), id, number)).content());
    }
}
