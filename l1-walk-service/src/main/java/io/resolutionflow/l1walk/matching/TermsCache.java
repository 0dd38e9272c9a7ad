package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.matching.MatchFlows.Known;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Words of published versions, which never change. The account is in the key although ids are
 * unique already.
 */
@Component
class TermsCache {

    private static final int MOST = 500;

    private final FlowRepository flows;
    private final Map<Key, Known> known =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
                    return size() > MOST;
                }
            };

    TermsCache(FlowRepository flows) {
        this.flows = flows;
    }

    private record Key(UUID account, FlowRef ref) {}

    Known of(FlowRef ref) {
        var key = new Key(TenantContext.required(), ref);
        synchronized (known) {
            Known cached = known.get(key);
            if (cached != null) {
                return cached;
            }
        }
        FlowContent content = flows.pinned(ref).content();
        var fresh = new Known(ref, content, FlowTerms.of(content));
        synchronized (known) {
            known.put(key, fresh);
        }
        return fresh;
    }
}
