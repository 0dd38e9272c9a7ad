package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.PublishedFlow;
import io.resolutionflow.l1walk.matching.MatchFlows.Known;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Words of published versions, which never change. The account is in the key although ids are
 * unique already.
 */
@Component
class TermsCache {

    private static final int MOST = 10_000;

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

    /** In the order of the versions; what is not known yet is read in one query. */
    List<Known> of(List<FlowRef> refs) {
        UUID account = TenantContext.required();
        Map<FlowRef, Known> found = new HashMap<>();
        synchronized (known) {
            for (FlowRef ref : refs) {
                Known cached = known.get(new Key(account, ref));
                if (cached != null) {
                    found.put(ref, cached);
                }
            }
        }
        List<FlowRef> missing = refs.stream().filter(ref -> !found.containsKey(ref)).toList();
        for (PublishedFlow fresh : flows.versions(missing)) {
            Known one = Known.of(fresh.ref(), fresh.content());
            found.put(fresh.ref(), one);
            synchronized (known) {
                known.put(new Key(account, fresh.ref()), one);
            }
        }
        return refs.stream().map(found::get).filter(Objects::nonNull).toList();
    }
}
