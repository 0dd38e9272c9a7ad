package io.resolutionflow.session.similar.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.similar.FindSimilar;
import io.resolutionflow.session.similar.SimilarSession;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** GET S/{id}/similar (contract-sessions §4.3, §9). */
@RestController
class SimilarController {

    private final FindSimilar similar;

    SimilarController(FindSimilar similar) {
        this.similar = similar;
    }

    @GetMapping("/api/v1/ai-sessions/{id}/similar")
    @Requires(Gate.ACTIVE)
    List<SimilarSession> similar(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int most = PageQuery.of(limit, null, null, 5, 20, "similar").limit();
        return similar.to(Actor.of(caller), id, most);
    }
}
