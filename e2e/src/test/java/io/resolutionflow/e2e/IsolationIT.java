package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.demo.MainJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Everything one account has is, to another account, byte for byte what does not exist. The routes
 * come from the running services.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationIT {

    /** Names of things that are the same for every account, or belong to nobody. */
    private static final Set<String> SHARED =
            Set.of(
                    "/api/v1/flows/{id}",
                    "/api/v1/flows/{flow_id}",
                    "/api/v1/flows/{flowId}",
                    "/api/v1/flows/{id}/enabled",
                    "/api/v1/flows/{flowId}/enabled");

    private final Map<String, String> acme = new HashMap<>();
    private final Person stranger = RunningStack.GATEWAY.signIn("owner@globex.test");
    private final Person owner = RunningStack.GATEWAY.signIn("owner@acme.test");

    @BeforeAll
    void fill_one_account() {
        var job = new MainJob(RunningStack.GATEWAY, RunningStack.logs());
        job.run(step -> {});
        acme.put("session", job.session());
        acme.put("walk", job.walk());
        acme.put("handoff", job.handoff());
        acme.put("writeback", job.writeback());
        acme.put("ticket", owner.get("/api/v1/l1/sessions/" + job.walk()).text("/ticket_id"));
        acme.put("connection", owner.get("/api/v1/integrations/psa/connections").text("/0/id"));
        acme.put("request", owner.get("/api/v1/ai/usage?limit=1").text("/0/request_id"));
        acme.put(
                "notification",
                RunningStack.GATEWAY
                        .signIn("eng1@acme.test")
                        .get("/api/v1/notifications")
                        .text("/0/id"));
        assertThat(acme).allSatisfy((thing, id) -> assertThat(id).as(thing).isNotEmpty());
    }

    @Test
    void the_catalogue_is_not_empty_in_any_service() {
        assertThat(OperationCatalogue.read().stream().map(Operation::service).distinct())
                .hasSize(5);
    }

    @TestFactory
    Stream<DynamicTest> foreign_and_absent_are_the_same_404() {
        return OperationCatalogue.read().stream()
                .filter(operation -> !operation.parameters().isEmpty())
                .filter(operation -> !SHARED.contains(operation.path()))
                .filter(operation -> !operation.path().startsWith("/api/v1/ai/admin/"))
                .map(operation ->
                        DynamicTest.dynamicTest(operation.name(), () -> sameAnswer(operation)));
    }

    @Test
    void lists_of_a_stranger_hold_nothing_of_the_account() {
        List<String> lists =
                List.of(
                        "/api/v1/ai-sessions",
                        "/api/v1/ai-sessions/queue?status=live&include_own=true",
                        "/api/v1/ai-sessions/escalation-queue",
                        "/api/v1/ai-sessions/search?q=vpn",
                        "/api/v1/l1/sessions?scope=account",
                        "/api/v1/l1/sessions/active?scope=account",
                        "/api/v1/l1/queue",
                        "/api/v1/l1/escalations",
                        "/api/v1/l1/demand?unmet=false",
                        "/api/v1/l1/audit",
                        "/api/v1/integrations/psa/connections",
                        "/api/v1/integrations/psa/post-log",
                        "/api/v1/notifications",
                        "/api/v1/members",
                        "/api/v1/ai/usage");
        for (String list : lists) {
            Answer answer = stranger.get(list);
            assertThat(answer.status()).as(list + " " + answer.text()).isEqualTo(200);
            acme.forEach((thing, id) ->
                    assertThat(answer.text()).as(thing + " in " + list).doesNotContain(id));
            assertThat(answer.text()).as(list).doesNotContain("acme.test");
        }
    }

    private void sameAnswer(Operation operation) {
        String foreign = operation.at(parameter -> ofAcme(operation, parameter));
        String absent = operation.at(parameter -> somebodyElses(ofAcme(operation, parameter)));
        assertThat(foreign).isNotEqualTo(absent);

        Answer toForeign = call(operation, foreign);
        Answer toAbsent = call(operation, absent);

        // a ticket number names something inside the caller's own ticketing system, and this caller
        // has none
        int expected = inOwnTicketingSystem(operation) ? 503 : 404;
        assertThat(toForeign.status()).as(operation + " " + toForeign.text()).isEqualTo(expected);
        assertThat(toForeign.withoutTrace()).isEqualTo(toAbsent.withoutTrace());
    }

    private Answer call(Operation operation, String path) {
        String body = operation.hasBody() ? Json.write(SampleBodies.of(operation)) : null;
        return stranger.call(operation.method(), path, body, Map.of());
    }

    private static boolean inOwnTicketingSystem(Operation operation) {
        return operation.path().startsWith("/api/v1/integrations/psa/tickets/")
                || operation.path().startsWith("/api/v1/integrations/psa/boards/");
    }

    /** The id of acme's own thing that a parameter of this operation names. */
    private String ofAcme(Operation operation, String parameter) {
        String path = operation.path();
        String segment = path.substring(0, path.indexOf("{" + parameter + "}"));
        String name =
                segment.substring(segment.substring(0, segment.length() - 1).lastIndexOf('/') + 1)
                        .replace("/", "");
        return switch (name) {
            case "ai-sessions" -> path.contains("/handoffs/") ? acme("walk") : acme("session");
            case "handoffs" -> acme("handoff");
            case "sessions" -> acme("walk");
            case "tickets" ->
                    operation.service().equals("psa-writeback-service") ? "1042" : acme("ticket");
            case "connections" -> acme("connection");
            case "writebacks" -> acme("writeback");
            case "usage" -> acme("request");
            case "notifications" -> acme("notification");
            case "facts", "suggested-fixes", "branches", "uploads", "channels" ->
                    UUID.randomUUID().toString();
            case "resolution-outputs" -> "kb_article";
            case "boards" -> "1";
            default ->
                    throw new AssertionError(
                            "no id of the account for {"
                                    + parameter
                                    + "} of "
                                    + operation
                                    + ": add a row");
        };
    }

    private String acme(String thing) {
        return String.valueOf(acme.get(thing));
    }

    private static String somebodyElses(String id) {
        return id.length() == 36
                ? UUID.randomUUID().toString()
                : id.equals("kb_article") ? id : "99999999";
    }
}
