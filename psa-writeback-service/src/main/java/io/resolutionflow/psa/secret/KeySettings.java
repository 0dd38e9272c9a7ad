package io.resolutionflow.psa.secret;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keysetFile a mounted Tink keyset in JSON; in the local profile it is created when it is
 *     not there
 * @param stateDirectory where the local profile keeps its keyset when no file is named
 */
@ConfigurationProperties("rf.psa")
public record KeySettings(
        @DefaultValue("") String keysetFile, @DefaultValue(".rf") String stateDirectory) {

    Path keyset() {
        return keysetFile.isBlank()
                ? Path.of(stateDirectory, "secrets", "psa-keyset.json")
                : Path.of(keysetFile);
    }

    /** Beside the keyset: markers must stay the same over every rotation of the keyset. */
    Path markerKey() {
        return keyset().resolveSibling(keyset().getFileName() + ".marker");
    }
}
