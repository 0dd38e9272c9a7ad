package io.resolutionflow.psa.secret;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The credential fields of one connection, by name. */
public record Credentials(Map<String, Secret> fields) {

    public Credentials {
        fields = Map.copyOf(fields);
    }

    public Optional<Secret> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /**
     * @throws IllegalStateException when the field is not there, which creation has ruled out
     */
    public Secret required(String name) {
        return field(name)
                .orElseThrow(() -> new IllegalStateException("credential field missing: " + name));
    }

    /** These, with those of {@code changed} in their place. */
    public Credentials with(Credentials changed) {
        var all = new LinkedHashMap<>(fields);
        all.putAll(changed.fields());
        return new Credentials(all);
    }

    /** What may be shown of each field (contract-psa §2.1). */
    public Map<String, String> hints() {
        var hints = new LinkedHashMap<String, String>();
        fields.forEach((name, secret) -> hints.put(name, secret.hint()));
        return hints;
    }
}
