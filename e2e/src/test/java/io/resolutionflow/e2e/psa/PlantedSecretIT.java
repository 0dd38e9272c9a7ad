package io.resolutionflow.e2e.psa;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A secret is planted in a connection, tried, changed and deleted; then every byte the system wrote
 * is searched for it: every column of every table, Kafka's logs, logs of services, answers.
 */
class PlantedSecretIT {

    private static final String PSA = "/api/v1/integrations/psa";

    private final Stack stack = new Stack();
    private final Person owner = stack.gateway().signIn("owner@acme.test");
    private final String secret = "planted-" + UUID.randomUUID();

    @Test
    void a_planted_secret_is_in_no_byte_the_system_wrote() throws Exception {
        var answers = new StringBuilder();
        Answer created =
                owner.post(
                        PSA + "/connections",
                        Map.of(
                                "provider", "connectwise",
                                "display_name", "Planted " + UUID.randomUUID(),
                                "base_url", stack.variable("RF_TEST_PSA_SIMULATOR_URL"),
                                "config", Map.of("company_id", "acme"),
                                "credentials",
                                        Map.of("public_key", "rfpub", "private_key", secret)));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String path = PSA + "/connections/" + created.text("/id");
        answers.append(created.text())
                .append(owner.post(path + "/test", Map.of()).text())
                .append(owner.post(path + "/test", Map.of()).text())
                .append(owner.get(path).text())
                .append(owner.get(PSA + "/connections").text())
                .append(owner.get(PSA + "/boards?connection_id=" + created.text("/id")).text())
                .append(
                        owner.patch(
                                        path,
                                        Map.of(
                                                "version",
                                                99,
                                                "credentials",
                                                Map.of("private_key", secret)))
                                .text())
                .append(
                        owner.post(
                                        PSA + "/connections",
                                        Map.of(
                                                "provider", "zammad",
                                                "display_name", "x",
                                                "base_url", "https://127.0.0.1",
                                                "config", Map.of("wrong", secret),
                                                "credentials", Map.of("nonsense", secret)))
                                .text());
        try {
            assertThat(answers.toString()).contains("credentials_rejected").doesNotContain(secret);
            assertThat(tables()).as("tables with the secret").isEmpty();
            assertThat(files(stack.logs())).as("logs with the secret").isEmpty();
            assertThat(files(stack.logs().resolveSibling("data").resolve("kafka")))
                    .as("Kafka's files with the secret")
                    .isEmpty();
        } finally {
            owner.call("DELETE", path + "?force=true", null, Map.of());
        }
        assertThat(tables()).isEmpty();
    }

    /** Every row of every table as text; binary columns by their bytes. */
    private List<String> tables() throws SQLException {
        var found = new ArrayList<String>();
        try (Connection database = stack.database();
                var names = database.createStatement();
                var tables =
                        names.executeQuery(
                                "select schemaname || '.' || quote_ident(tablename) from pg_tables where schemaname in ('session', 'l1', 'handoff', 'psa', 'ai')")) {
            String hex = "%" + hex(secret) + "%";
            while (tables.next()) {
                String table = tables.getString(1);
                try (var search =
                        database.prepareStatement(
                                "select count(*) from "
                                        + table
                                        + " t where t::text like ? or t::text like ?")) {
                    search.setString(1, "%" + secret + "%");
                    search.setString(2, hex);
                    try (var hits = search.executeQuery()) {
                        hits.next();
                        if (hits.getLong(1) > 0) {
                            found.add(table);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> files(Path directory) throws IOException {
        assertThat(directory).isDirectory();
        byte[] sought = secret.getBytes(StandardCharsets.ISO_8859_1);
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).filter(file -> holds(file, sought)).toList();
        }
    }

    private static boolean holds(Path file, byte[] sought) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.contains(new String(sought, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // a segment Kafka deletes while we look
            return false;
        }
    }
}
