package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.problem.DomainException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The refusals of contract-l1 §9.2 in the words an author reads. */
public final class FlowConflicts {

    private FlowConflicts() {}

    static DomainException slugTaken(String slug) {
        return DomainException.conflict(
                        "slug_taken", "Your account has a flow with this short name already.")
                .with("slug", slug);
    }

    static DomainException slugFrozen(String slug) {
        return DomainException.conflict(
                        "slug_frozen", "The short name of a published flow does not change.")
                .with("slug", slug);
    }

    static DomainException libraryReadOnly() {
        return DomainException.conflict(
                "library_read_only",
                "Shipped flows are not changed. Adopt this one to make a copy of your own.");
    }

    static DomainException versionConflict(int current) {
        return DomainException.conflict(
                        "version_conflict",
                        "A colleague saved this draft meanwhile. Load it again.")
                .with("current_version", current);
    }

    static DomainException notPublished() {
        return DomainException.conflict("not_published", "This flow is not published.");
    }

    static DomainException noSuchVersion() {
        return DomainException.notFound("version", "This flow has no such version.");
    }

    /** 422 with every error found. */
    public static DomainException invalid(List<FlowFinding> errors) {
        return DomainException.unprocessable(
                        "flow_invalid", "The flow has errors and cannot be published; see errors.")
                .with("errors", errors.stream().map(FlowConflicts::entry).toList());
    }

    private static Map<String, @Nullable Object> entry(FlowFinding error) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("code", error.code());
        entry.put("node_id", error.nodeId());
        entry.put("message", error.message());
        return entry;
    }
}
