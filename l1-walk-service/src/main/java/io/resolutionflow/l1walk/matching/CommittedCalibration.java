package io.resolutionflow.l1walk.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The calibration of the repository, {@code matching/calibration.json} (contract-l1 §3.3). */
@Component
class CommittedCalibration {

    private static final Logger log = LoggerFactory.getLogger(CommittedCalibration.class);
    private static final String FILE = "/matching/calibration.json";

    private final Calibration calibration;

    CommittedCalibration() {
        try (var in =
                Objects.requireNonNull(CommittedCalibration.class.getResourceAsStream(FILE))) {
            calibration = JsonMapper.builder().build().readValue(in, Calibration.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for a model that was never fitted; matching then goes by words and says so. */
    Optional<Calibration.Fitted> forModel(String model) {
        Optional<Calibration.Fitted> fitted = calibration.forModel(model);
        if (fitted.isEmpty()) {
            log.atWarn()
                    .addKeyValue("model", model)
                    .log("no calibration for this embedding model, matching by words");
        }
        return fitted;
    }

    Calibration.Fitted keywordOnly() {
        return calibration.keywordOnly();
    }
}
