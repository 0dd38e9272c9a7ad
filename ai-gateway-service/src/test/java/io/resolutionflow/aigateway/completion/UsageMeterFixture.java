package io.resolutionflow.aigateway.completion;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.UsageQuality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meter as attempts use it: figures first, then what was written since. */
public final class UsageMeterFixture {

    private UsageMeterFixture() {}

    public record Used(@Nullable TokenCounts counts, UsageQuality quality) {}

    /** Three bytes a token. */
    public static Used used(List<ModelEvent> figures, String written, boolean finished) {
        var profile =
                new ModelProfile(
                        "e", "t", "m", "M", true, false, "native", 100_000, 16_000, 0, 0, 300, 0,
                        null);
        var meter = new UsageMeter(profile, () -> 100);
        for (ModelEvent event : figures) {
            if (event instanceof ModelEvent.Usage told) {
                meter.told(told);
            }
        }
        meter.passed(written);
        return new Used(meter.counts(finished), meter.quality(finished));
    }
}
