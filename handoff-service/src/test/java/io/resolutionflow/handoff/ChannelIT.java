package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Contract-handoffs §7.3: channels, settings and preferences. */
class ChannelIT extends RunningService {

    static final String CHANNELS = "/api/v1/notifications/channels";
    private static final String SETTINGS = "/api/v1/notifications/settings";
    private static final String PREFERENCES = "/api/v1/notifications/preferences";

    private static Map<String, Object> webhook(String path) {
        return Map.of(
                "type",
                "webhook",
                "name",
                "Wall board",
                "url",
                Neighbours.url() + path,
                "events_enabled",
                new String[] {"session.escalated"});
    }

    @Test
    void an_account_has_a_built_in_email_channel_from_the_start() {
        Answer all = get(owner, CHANNELS);
        assertThat(all.json()).hasSize(1);
        JsonNode mail = all.json().get(0);
        assertThat(mail.path("type").stringValue()).isEqualTo("email");
        assertThat(mail.path("enabled").booleanValue()).isTrue();
        assertThat(mail.path("url_hint").isNull()).isTrue();
        assertThat(mail.path("events_enabled")).hasSize(11);
        String path = CHANNELS + "/" + mail.path("id").stringValue();
        Answer builtIn = delete(owner, path);
        assertThat(builtIn.status()).isEqualTo(409);
        assertThat(builtIn.code()).isEqualTo("channel_builtin");
        assertThat(patch(owner, path, "{\"version\": 1, \"name\": \"Post\"}").status())
                .isEqualTo(422);
        Answer off = patch(owner, path, "{\"version\": 1, \"enabled\": false}");
        assertThat(off.json().path("enabled").booleanValue()).isFalse();
        assertThat(off.json().path("version").intValue()).isEqualTo(2);
        assertThat(post(owner, path + "/rotate-secret", null).code()).isEqualTo("not_a_webhook");
        assertThat(get(owner, CHANNELS).json()).hasSize(1);
    }

    @Test
    void a_webhook_shows_its_secret_once_and_its_address_never() {
        Answer created = post(owner, CHANNELS, webhook("/hooks/secret-part"));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.text("signing_secret")).hasSizeGreaterThan(30);
        assertThat(created.header("Location")).isEqualTo(CHANNELS + "/" + created.text("id"));
        assertThat(created.text("url_hint")).isEqualTo("localhost…part");
        assertThat(created.text("min_priority")).isEqualTo("low");
        assertThat(created.json().path("enabled").booleanValue()).isTrue();
        Answer read = get(owner, CHANNELS + "/" + created.text("id"));
        assertThat(read.json().has("signing_secret")).isFalse();
        assertThat(read.body() + get(owner, CHANNELS).body())
                .doesNotContain("secret-part")
                .doesNotContain(created.text("signing_secret"));
        assertThat(
                        count(
                                """
                                select count(*) from notification_channel
                                 where type = 'webhook' and position('secret-part'::bytea in secret_ciphertext) = 0 and key_id is not null
                                """))
                .isOne();
        assertThat(count("select count(*) from audit_log where action = 'channel.create'")).isOne();
        assertThat(delete(owner, CHANNELS + "/" + created.text("id")).status()).isEqualTo(204);
        assertThat(get(owner, CHANNELS + "/" + created.text("id")).code()).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/x",
                "https://127.0.0.1/x",
                "https://10.1.2.3/x",
                "https://[::1]/x",
                "https://localhost/x",
                "https://2130706433/x",
                "https://hooks.example.com:8443/x",
                "https://user:pass@hooks.example.com/x",
                "https://hooks.example.com/x?key=1",
                "https://hooks.example.com/x#f",
                "http://127.0.0.1:1/x",
                "ftp://hooks.example.com/x",
                "not an address"
            })
    void an_address_inside_or_without_tls_is_refused(String url) {
        var body = new java.util.HashMap<>(webhook("/x"));
        body.put("url", url);
        Answer refused = post(owner, CHANNELS, body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("url_not_allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"name": "x", "url": "https://a.example.com", "events_enabled": ["session.escalated"]}                                   | type | required
                    {"type": "email", "name": "x", "url": "https://a.example.com", "events_enabled": ["session.escalated"]}                  | type | unknown_value
                    {"type": "pager", "name": "x", "url": "https://a.example.com", "events_enabled": ["session.escalated"]}                  | type | unknown_value
                    {"type": "slack", "name": "", "url": "https://a.example.com", "events_enabled": ["session.escalated"]}                   | name | too_short
                    {"type": "slack", "name": "x", "events_enabled": ["session.escalated"]}                                                  | url  | required
                    {"type": "slack", "name": "x", "url": "https://a.example.com", "events_enabled": []}                                     | events_enabled | too_short
                    {"type": "slack", "name": "x", "url": "https://a.example.com", "events_enabled": ["session.escalated", "nothing"]}       | events_enabled[1] | unknown_value
                    {"type": "slack", "name": "x", "url": "https://a.example.com", "events_enabled": ["session.escalated"], "min_priority": "top"} | min_priority | unknown_value
                    {"type": "slack", "name": "x", "url": "https://a.example.com", "events_enabled": ["session.escalated"], "enabled": "yes"} | enabled | invalid_type
                    """)
    void a_wrong_member_is_named(String body, String field, String code) {
        Answer refused = post(owner, CHANNELS, body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("validation_failed");
        assertThat(refused.json().path("errors").get(0).path("field").stringValue())
                .isEqualTo(field);
        assertThat(refused.json().path("errors").get(0).path("code").stringValue()).isEqualTo(code);
    }

    @Test
    void a_change_is_made_on_the_version_that_was_read() {
        UUID id = post(owner, CHANNELS, webhook("/v")).id("id");
        String path = CHANNELS + "/" + id;
        Answer changed =
                patch(
                        owner,
                        path,
                        "{\"version\": 1, \"name\": \"Board\", \"min_priority\": \"high\"}");
        assertThat(changed.text("name")).isEqualTo("Board");
        assertThat(changed.text("min_priority")).isEqualTo("high");
        Answer late = patch(owner, path, "{\"version\": 1, \"enabled\": false}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("version_conflict");
        assertThat(late.json().path("current_version").intValue()).isEqualTo(2);
        assertThat(late.json().path("current").path("name").stringValue()).isEqualTo("Board");
        assertThat(late.json().path("current").path("events_enabled").get(0).stringValue())
                .isEqualTo("session.escalated");
        assertThat(patch(owner, path, "{\"enabled\": false}").code())
                .isEqualTo("validation_failed");
        assertThat(patch(owner, path, "{\"version\": 2, \"type\": \"slack\"}").status())
                .isEqualTo(422);
        assertThat(patch(owner, path, "{\"version\": 2, \"url\": \"https://10.0.0.1/x\"}").code())
                .isEqualTo("url_not_allowed");
    }

    @Test
    void twenty_channels_are_enough() {
        for (int i = 0; i < 20; i++) {
            assertThat(post(owner, CHANNELS, webhook("/n" + i)).status()).isEqualTo(201);
        }
        Answer refused = post(owner, CHANNELS, webhook("/n20"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("channel_limit");
        assertThat(get(owner, CHANNELS).json()).hasSize(21);
    }

    @Test
    void only_owners_and_admins_of_the_account_touch_channels() {
        UUID id = post(owner, CHANNELS, webhook("/mine")).id("id");
        TestPerson stranger = TestPerson.owner(UUID.randomUUID());
        String absent = get(stranger, CHANNELS + "/" + UUID.randomUUID()).withoutTrace();
        for (String act : new String[] {"/test", "/rotate-secret"}) {
            assertThat(post(dana, CHANNELS + "/" + id + act, null).code())
                    .isEqualTo("role_required");
            assertThat(post(stranger, CHANNELS + "/" + id + act, null).withoutTrace())
                    .isEqualTo(absent);
        }
        assertThat(get(stranger, CHANNELS + "/" + id).withoutTrace()).isEqualTo(absent);
        assertThat(get(stranger, CHANNELS + "/" + id + "/deliveries").withoutTrace())
                .isEqualTo(absent);
        assertThat(delete(stranger, CHANNELS + "/" + id).withoutTrace()).isEqualTo(absent);
        assertThat(get(dana, CHANNELS).code()).isEqualTo("role_required");
        assertThat(get(dana, SETTINGS).code()).isEqualTo("role_required");
        assertThat(get(TestPerson.admin(account), CHANNELS).status()).isEqualTo(200);
        assertThat(get(owner, CHANNELS + "/" + id + "/deliveries?state=lost").status())
                .isEqualTo(422);
    }

    @Test
    void a_person_chooses_what_comes_by_mail() {
        Answer usual = get(viewer, PREFERENCES);
        assertThat(usual.json().path("email").path("session.escalated").booleanValue()).isTrue();
        assertThat(usual.json().path("email").path("handoff.claimed").booleanValue()).isFalse();
        Answer changed =
                patch(
                        viewer,
                        PREFERENCES,
                        "{\"email\": {\"session.escalated\": false, \"handoff.claimed\": true}}");
        assertThat(changed.json().path("email").path("session.escalated").booleanValue()).isFalse();
        Answer back = patch(viewer, PREFERENCES, "{\"email\": {\"session.escalated\": null}}");
        assertThat(back.json().path("email").path("session.escalated").booleanValue()).isTrue();
        assertThat(back.json().path("email").path("handoff.claimed").booleanValue()).isTrue();
        for (String wrong :
                new String[] {
                    "{\"email\": {\"nothing\": true}}",
                    "{\"in_app\": {\"session.escalated\": false}}",
                    "{\"email\": {\"session.escalated\": \"no\"}}",
                    "{\"email\": true}",
                    "[]"
                }) {
            assertThat(patch(viewer, PREFERENCES, wrong).status()).as(wrong).isEqualTo(422);
        }
        assertThat(
                        get(dana, PREFERENCES)
                                .json()
                                .path("email")
                                .path("handoff.claimed")
                                .booleanValue())
                .isFalse();
    }

    @Test
    void settings_are_merged_and_name_only_people_who_can_take_work() {
        everybodyIsKnown();
        Neighbours.nobodyElse();
        Answer usual = get(owner, SETTINGS);
        assertThat(usual.json().path("collapse_window_seconds").intValue()).isEqualTo(300);
        assertThat(usual.json().path("l1_recipient_ids")).isEmpty();
        Answer changed =
                patch(owner, SETTINGS, Map.of("l1_recipient_ids", new UUID[] {dana.userId()}));
        assertThat(changed.json().path("collapse_window_seconds").intValue()).isEqualTo(300);
        assertThat(changed.json().path("l1_recipient_ids")).hasSize(1);
        Answer wrong =
                patch(
                        owner,
                        SETTINGS,
                        Map.of("l1_recipient_ids", new UUID[] {dana.userId(), lee.userId()}));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.code()).isEqualTo("target_not_eligible");
        assertThat(wrong.json().path("errors")).hasSize(1);
        assertThat(wrong.json().path("errors").get(0).path("field").stringValue())
                .isEqualTo("l1_recipient_ids[1]");
        for (String body :
                new String[] {
                    "{\"collapse_window_seconds\": 3601}",
                    "{\"collapse_window_seconds\": -1}",
                    "{\"collapse_window_seconds\": \"5\"}",
                    "{\"l1_recipient_ids\": [\"x\"]}",
                    "{\"quiet_hours\": true}"
                }) {
            assertThat(patch(owner, SETTINGS, body).code()).as(body).isEqualTo("validation_failed");
        }
        assertThat(patch(owner, SETTINGS, "{\"collapse_window_seconds\": 0}").status())
                .isEqualTo(200);
        assertThat(count("select count(*) from audit_log where action = 'settings.update'"))
                .isEqualTo(2);
    }
}
