package io.resolutionflow.psa.connector;

import java.util.List;
import java.util.Set;

/**
 * Fields of a connection, by provider (contract-psa §2.1).
 *
 * @param vendorSuffixes domains of the vendor's cloud; another host needs {@code config.own_host}.
 *     Empty where every installation has a host of its own
 */
public record ConnectionForm(
        boolean baseUrlRequired,
        List<Field> config,
        Set<String> credentials,
        Set<String> optionalCredentials,
        Set<String> vendorSuffixes) {

    /** What a value must look like. */
    public enum Kind {
        /** Text without blanks and without the marks that separate parts of a sign-in. */
        WORD,
        TEXT,
        FLAG,
        /** A whole number of the vendor's, also as text. */
        NUMBER
    }

    /** One member of {@code config}. */
    public record Field(String name, Kind kind, boolean required) {

        public static Field word(String name) {
            return new Field(name, Kind.WORD, true);
        }

        public static Field text(String name) {
            return new Field(name, Kind.TEXT, true);
        }

        public static Field number(String name) {
            return new Field(name, Kind.NUMBER, true);
        }

        public static Field flag(String name) {
            return new Field(name, Kind.FLAG, false);
        }

        public Field optional() {
            return new Field(name, kind, false);
        }
    }
}
