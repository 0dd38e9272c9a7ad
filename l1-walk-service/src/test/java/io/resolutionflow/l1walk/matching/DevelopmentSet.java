package io.resolutionflow.l1walk.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The statements the calibration is fitted on; {@code none} marks those that no shipped flow
 * covers.
 */
record DevelopmentSet(List<Example> examples, String digest) {

    /**
     * @param difficulty what makes it hard: {@code typo}, {@code language}, {@code near_miss}, …
     */
    record Example(String label, String difficulty, String statement) {
        boolean hasFlow() {
            return !label.equals("none");
        }
    }

    static DevelopmentSet load() {
        try (var in =
                Objects.requireNonNull(
                        DevelopmentSet.class.getResourceAsStream(
                                "/calibration/development-set.tsv"))) {
            byte[] bytes = in.readAllBytes();
            var examples =
                    new String(bytes, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> line.split("\t", 3))
                            .map(parts -> new Example(parts[0], parts[1], parts[2]))
                            .toList();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new DevelopmentSet(examples, HexFormat.of().formatHex(hash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
