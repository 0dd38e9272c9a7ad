package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.demo.MainJob;
import io.resolutionflow.e2e.demo.Step;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class MainJobIT {

    @Test
    void the_main_job_holds_in_all_ten_steps() {
        var steps = new ArrayList<Step>();

        new MainJob(RunningStack.GATEWAY, RunningStack.logs()).run(steps::add);

        assertThat(steps).extracting(Step::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(steps).allMatch(step -> !step.lines().isEmpty());
    }
}
