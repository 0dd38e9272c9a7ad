package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowRef;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The published flow whose own words come closest to a text's vector. */
@Component
public class NearestFlow {

    private static final int FEW = 5;

    private final MatchIndex index;

    NearestFlow(MatchIndex index) {
        this.index = index;
    }

    /**
     * @param cosine with its nearest head vector
     */
    public record Near(FlowRef ref, double cosine) {}

    public Optional<Near> to(float[] vector, String model) {
        return index.candidates(Statement.of(""), vector, model, FEW).stream()
                .max(Comparator.comparingDouble(MatchIndex.Hit::headCosine))
                .map(hit -> new Near(hit.ref(), hit.headCosine()));
    }
}
