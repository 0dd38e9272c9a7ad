package io.resolutionflow.aigateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.contracts.ai.AiTask.Tier;
import org.junit.jupiter.api.Test;

class LimitsTests {

    @Test
    void a_tier_above_the_plan_is_capped_silently() {
        var limits = new Limits(null, null, null, null, null, null, null, Tier.STANDARD);

        assertThat(limits.cap(Tier.DEEP)).isEqualTo(Tier.STANDARD);
        assertThat(limits.cap(Tier.FAST)).isEqualTo(Tier.FAST);
    }
}
