package io.resolutionflow.l1walk.flow;

import io.resolutionflow.l1walk.flow.FlowStore.Locked;
import io.resolutionflow.platform.problem.DomainException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whose flow an id means, and which short names are free. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FlowNames {

    private static final int LONGEST = 80;

    private final FlowRepository flows;
    private final FlowStore store;

    FlowNames(FlowRepository flows, FlowStore store) {
        this.flows = flows;
        this.store = store;
    }

    /**
     * One of the account's own flows under its row lock.
     *
     * @throws DomainException 404; 409 {@code library_read_only}
     */
    Locked own(UUID id) {
        return store.lock(id)
                .orElseThrow(() ->
                        flows.find(id).isPresent()
                                ? FlowConflicts.libraryReadOnly()
                                : DomainException.notFound());
    }

    /**
     * @throws DomainException 409 {@code slug_taken}
     */
    String free(String slug, @Nullable UUID except) {
        if (store.slugTaken(slug, except)) {
            throw FlowConflicts.slugTaken(slug);
        }
        return slug;
    }

    /** The slug itself, or with a number behind it. */
    String near(String slug) {
        String free = slug;
        for (int number = 2; store.slugTaken(free, null); number++) {
            String tail = "-" + number;
            int head = Math.min(slug.length(), LONGEST - tail.length());
            free = slug.substring(0, head).replaceAll("-+$", "") + tail;
        }
        return free;
    }
}
