package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.stack.Stack;
import java.util.Locale;
import java.util.Map;

/**
 * A simulated ticketing system: how it is connected to, and what its board 1 of notes calls things.
 */
enum Vendor {
    CONNECTWISE(1, 12, "16", "17", 18, 600) {
        @Override
        Map<String, Object> connection(Stack stack, String privateKey) {
            return Map.of(
                    "base_url", stack.variable("RF_TEST_PSA_SIMULATOR_URL"),
                    "config", Map.of("company_id", "acme"),
                    "credentials", Map.of("public_key", "rfpub", "private_key", privateKey));
        }

        @Override
        String key() {
            return "rfpriv";
        }
    },
    AUTOTASK(8, 8, "5", "11", 7, 100) {
        @Override
        Map<String, Object> connection(Stack stack, String secret) {
            return Map.of(
                    "base_url",
                    stack.variable("RF_TEST_AUTOTASK_SIMULATOR_URL"),
                    "config",
                    Map.of(
                            "username",
                            "rfapi@acme.test",
                            "internal_publish",
                            2,
                            "customer_publish",
                            1,
                            "note_type",
                            1),
                    "credentials",
                    Map.of("secret", secret));
        }

        @Override
        String key() {
            return "rfsecret";
        }
    };

    private final int board;
    private final int open;
    private final String resolved;
    private final String escalated;
    private final int third;
    private final int callsPerMinute;

    Vendor(int board, int open, String resolved, String escalated, int third, int callsPerMinute) {
        this.board = board;
        this.open = open;
        this.resolved = resolved;
        this.escalated = escalated;
        this.third = third;
        this.callsPerMinute = callsPerMinute;
    }

    /** What an administrator types, but for provider and name. */
    abstract Map<String, Object> connection(Stack stack, String key);

    /** The one key the simulator takes. */
    abstract String key();

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    int board() {
        return board;
    }

    /** The status of a new ticket. */
    int open() {
        return open;
    }

    String resolved() {
        return resolved;
    }

    String escalated() {
        return escalated;
    }

    /** A status that nobody of ours asks for. */
    int third() {
        return third;
    }

    /** What the service allows one connection: a storm is as long as its calls take. */
    int callsPerMinute() {
        return callsPerMinute;
    }
}
