package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Similar sessions and what is shared of them (contract-sessions §9). */
class SimilarIT extends RunningService {

    private static final String VPN =
            "VPN client cannot connect to the gateway since the certificate renewal";

    @Test
    void own_sessions_come_in_full_and_resolved_ones_of_colleagues_redacted_and_nothing_else() {
        UUID mine = told(dana, VPN + " today");
        UUID own = told(dana, VPN + " on another machine");
        UUID open = told(kim, VPN + " for the branch office");
        UUID resolved =
                told(
                        kim,
                        "Kim Sato: "
                                + VPN
                                + " at 10.1.2.3, mail anna@initrode.test, host SRV-VPN01");
        told(dana, "Printer prints empty pages in the warehouse");
        post(
                kim,
                S + "/" + resolved + "/resolve",
                "{\"resolution_summary\": \"Kim renewed the chain on vpn.initrode.test, call +49 30 1234567.\"}");
        embedded(mine, own, open, resolved);

        Answer similar = get(dana, S + "/" + mine + "/similar");
        assertThat(similar.status()).as(similar.body()).isEqualTo(200);
        assertThat(similar.json()).as(similar.body()).hasSize(2);
        JsonNode first = similar.json().get(0);
        assertThat(first.propertyNames())
                .containsExactlyInAnyOrder(
                        "session_id",
                        "redacted",
                        "similarity",
                        "status",
                        "title",
                        "problem_summary",
                        "problem_domain",
                        "resolution_summary",
                        "matched_flow_id",
                        "matched_flow_name",
                        "resolved_on");
        assertThat(first.path("session_id").asString()).isEqualTo(own.toString());
        assertThat(first.path("redacted").asBoolean()).isFalse();
        assertThat(first.path("similarity").asDouble()).isBetween(0.45, 1.0);

        JsonNode shared = similar.json().get(1);
        assertThat(shared.path("redacted").asBoolean()).isTrue();
        assertThat(shared.path("session_id").isNull()).isTrue();
        assertThat(shared.path("title").isNull()).isTrue();
        assertThat(shared.path("resolved_on").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(shared.toString())
                .doesNotContain(
                        "Kim",
                        "10.1.2.3",
                        "anna@",
                        "SRV-VPN01",
                        "vpn.initrode.test",
                        "1234567",
                        resolved.toString())
                .contains("[name]", "[phone]");
    }

    @Test
    void kd_17_similar_needs_the_right_to_read_and_gives_viewers_only_their_own() {
        UUID mine = told(dana, VPN);
        UUID resolved = told(kim, VPN + " again");
        post(kim, S + "/" + resolved + "/resolve", "{\"resolution_summary\": \"Renewed.\"}");
        embedded(mine, resolved);
        for (TestPerson other : java.util.List.of(kim, viewer, stranger)) {
            Answer hidden = get(other, S + "/" + mine + "/similar");
            assertThat(hidden.status()).isEqualTo(404);
            assertThat(hidden.withoutTrace())
                    .isEqualTo(get(other, S + "/" + UUID.randomUUID() + "/similar").withoutTrace());
        }
        // an owner who is no engineer any more reads on, but nobody else's work
        var demoted = new TestPerson[] {TestPerson.viewer(account)};
        rows().update(
                        "update ai_session set owner_id = ?, handler_id = ? where account_id = ? and id = ?",
                        demoted[0].userId(),
                        demoted[0].userId(),
                        account,
                        mine);
        assertThat(get(demoted[0], S + "/" + mine + "/similar").json()).isEmpty();
        assertThat(get(dana, S + "/" + resolved + "/similar").status()).isEqualTo(404);
        assertThat(get(demoted[0], S + "/" + mine + "/similar?limit=21").status()).isEqualTo(422);
        assertThat(get(demoted[0], S + "/" + mine + "/similar?limit=20").status()).isEqualTo(200);
    }

    @Test
    void another_accounts_sessions_are_never_near() {
        UUID mine = told(dana, VPN);
        Answer theirs =
                post(
                        stranger,
                        S,
                        "{\"session_type\": \"chat\", \"intake_content\": {\"text\": \""
                                + VPN
                                + "\"}}");
        post(
                stranger,
                S + "/" + theirs.text("session_id") + "/resolve",
                "{\"resolution_summary\": \"Renewed.\"}");
        embedded(mine);
        await().atMost(SOON)
                .until(() ->
                        !get(stranger, S + "/" + theirs.text("session_id") + "/similar")
                                        .json()
                                        .isEmpty()
                                || true);
        assertThat(get(dana, S + "/" + mine + "/similar").json()).isEmpty();
        assertThat(
                        transaction.<Long>execute(tx ->
                                jdbc.sql("select count(*) from similar_sessions(?, ?, true, 20)")
                                        .params(mine, dana.userId())
                                        .query(Long.class)
                                        .single()))
                .as("without an account there is nothing")
                .isZero();
    }

    @Test
    void beyond_the_exact_limit_older_vectors_are_found_by_graph() {
        UUID oldest = told(dana, VPN + " number one");
        embedded(oldest);
        for (int i = 0; i < 16; i++) {
            told(dana, "Printer number " + i + " prints empty pages on floor " + i + i);
        }
        UUID newest = told(dana, VPN + " number two");
        embedded(newest);
        await().atMost(SOON)
                .until(() -> {
                    told(dana, "Monitor flickers");
                    return count(
                                    "select count(*) from session_embedding where account_id = ? and in_graph",
                                    account)
                            >= 5;
                });
        assertThat(
                        count(
                                "select count(*) from session_embedding where account_id = ? and session_id = ? and in_graph",
                                account,
                                oldest))
                .isOne();
        assertThat(
                        get(dana, S + "/" + newest + "/similar")
                                .json()
                                .get(0)
                                .path("session_id")
                                .asString())
                .isEqualTo(oldest.toString());
    }

    @Test
    void kd_35_whatever_resolves_a_session_makes_its_vector_anew_with_the_resolution() {
        UUID id = told(dana, VPN);
        embedded(id);
        String before = hash(id);
        Answer closed =
                internal(
                        "psa-writeback-service",
                        "PUT",
                        I + "/" + id + "/writebacks/" + UUID.randomUUID() + "/resolution",
                        "{\"markdown\": \"## Done\", \"resolution_summary\": \"Renewed the certificate chain.\", \"actor_id\": \""
                                + dana.userId()
                                + "\", \"actor_name\": \"Dana Reyes\"}");
        assertThat(closed.status()).as(closed.body()).isEqualTo(200);
        await().atMost(SOON).until(() -> !hash(id).equals(before));
        assertThat(
                        count(
                                "select count(*) from session_shared_summary where account_id = ? and session_id = ?",
                                account,
                                id))
                .isOne();
    }

    @Test
    void an_away_gateway_only_delays_and_another_models_vectors_are_skipped_and_renewed() {
        Neighbours.SERVER.stubFor(
                Neighbours.posted(Neighbours.EMBEDDINGS)
                        .atPriority(1)
                        .willReturn(Neighbours.problem(503, "ai_unavailable", "No.")));
        UUID late = told(dana, VPN + " late");
        await().atMost(SOON)
                .until(() ->
                        !Neighbours.SERVER
                                .findAll(
                                        WireMock.postRequestedFor(
                                                WireMock.urlPathEqualTo(Neighbours.EMBEDDINGS)))
                                .isEmpty());
        assertThat(get(dana, S + "/" + late + "/similar").json()).isEmpty();
        Neighbours.SERVER.resetMappings();
        Neighbours.usual();
        rows().update("update session_embedding set due_at = now() where account_id = ?", account);
        embedded(late);

        UUID old = told(dana, VPN + " old");
        embedded(old);
        rows().update(
                        "update session_embedding set model_version = 'former' where account_id = ? and session_id = ?",
                        account,
                        old);
        assertThat(get(dana, S + "/" + late + "/similar").json()).isEmpty();
        Neighbours.embeddings("2");
        told(dana, "Monitor flickers");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(dana, S + "/" + late + "/similar").json()).hasSize(1));
    }

    private UUID told(TestPerson who, String text) {
        Answer created =
                post(
                        who,
                        S,
                        java.util.Map.of(
                                "session_type",
                                "chat",
                                "intake_content",
                                java.util.Map.of("text", text)));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.id("session_id");
    }

    private void embedded(UUID... sessions) {
        for (UUID session : sessions) {
            await().atMost(SOON)
                    .until(() ->
                            count(
                                            "select count(*) from session_embedding where account_id = ? and session_id = ? and state = 'ready'",
                                            account,
                                            session)
                                    == 1);
        }
    }

    private String hash(UUID session) {
        return String.valueOf(
                rows().list(
                                "select source_hash from session_embedding where account_id = ? and session_id = ?",
                                account,
                                session)
                        .getFirst()
                        .get("source_hash"));
    }
}
