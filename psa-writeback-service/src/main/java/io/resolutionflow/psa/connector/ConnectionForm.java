package io.resolutionflow.psa.connector;

import java.util.List;
import java.util.Set;

/**
 * Fields of a connection, by provider (contract-psa §2.1).
 *
 * @param vendorSuffixes domains of the vendor's cloud; another host needs {@code config.own_host}
 */
public record ConnectionForm(
        boolean baseUrlRequired,
        List<Field> config,
        Set<String> credentials,
        Set<String> optionalCredentials,
        Set<String> vendorSuffixes) {

    /**
     * @param kind {@code text} or {@code flag}
     */
    public record Field(String name, String kind, boolean required) {

        public static Field text(String name) {
            return new Field(name, "text", true);
        }

        public static Field flag(String name) {
            return new Field(name, "flag", false);
        }
    }
}
