package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * What every built route answers to a caller who gets it wrong: the documented problem, whatever
 * the route.
 */
class BadInputIT {

    private final Person owner = RunningStack.GATEWAY.signIn("owner@acme.test");
    private final Person viewer = RunningStack.GATEWAY.signIn("viewer@acme.test");

    @TestFactory
    Stream<DynamicTest> without_a_token_it_is_401_token_missing() {
        return each(
                operation -> true,
                operation -> {
                    Answer answer =
                            RunningStack.GATEWAY.anonymous(
                                    operation.method(), known(operation), body(operation));
                    isProblem(answer, 401, "token_missing");
                });
    }

    @TestFactory
    Stream<DynamicTest> a_viewer_gets_403_before_anything_is_looked_at() {
        return each(
                operation -> operation.hasBody() && !isOpenToEverybody(operation),
                operation ->
                        isProblem(
                                send(viewer, operation, known(operation), "{ broken"),
                                403,
                                "role_required"));
    }

    @TestFactory
    Stream<DynamicTest> broken_json_is_400_malformed_request() {
        return each(
                Operation::hasBody,
                operation ->
                        isProblem(
                                send(actor(operation), operation, known(operation), "{ broken"),
                                400,
                                "malformed_request"));
    }

    @TestFactory
    Stream<DynamicTest> a_body_of_the_wrong_type_is_422() {
        return each(
                Operation::hasBody,
                operation -> {
                    Answer answer = send(actor(operation), operation, known(operation), "[1]");
                    assertThat(answer.status()).as(operation + answer.text()).isIn(400, 422);
                    assertThat(answer.code()).isIn("validation_failed", "malformed_request");
                });
    }

    @TestFactory
    Stream<DynamicTest> a_malformed_id_in_the_path_is_422_validation_failed() {
        return each(
                operation ->
                        operation.parameters().stream().anyMatch(BadInputIT::isUuid)
                                && !operation.path().contains("/tickets/{ticketId}"),
                operation -> {
                    String path = operation.at(parameter -> isUuid(parameter) ? "not-an-id" : "1");
                    isProblem(
                            send(actor(operation), operation, path, body(operation)),
                            422,
                            "validation_failed");
                });
    }

    @TestFactory
    Stream<DynamicTest> a_missing_required_member_is_422_and_named() {
        return each(
                operation -> required(operation).size() > 0,
                operation -> {
                    Answer answer = send(actor(operation), operation, known(operation), "{}");
                    isProblem(answer, 422, "validation_failed");
                    List<String> named =
                            answer.json()
                                    .at("/errors")
                                    .valueStream()
                                    .map(error -> error.at("/field").asString())
                                    .toList();
                    assertThat(named).as(answer.text()).isNotEmpty();
                });
    }

    @TestFactory
    Stream<DynamicTest> a_text_over_its_limit_is_422_or_413() {
        return each(
                operation -> !longest(operation).isEmpty(),
                operation -> {
                    for (Map.Entry<String, Integer> limit : longest(operation)) {
                        var body =
                                new java.util.HashMap<String, Object>(
                                        (Map<String, ?>) SampleBodies.of(operation));
                        body.put(limit.getKey(), "x".repeat(limit.getValue() + 1));
                        Answer answer =
                                send(
                                        actor(operation),
                                        operation,
                                        known(operation),
                                        Json.write(body));
                        isProblem(answer, 422, "validation_failed");
                        assertThat(answer.text())
                                .as(operation + " " + limit.getKey())
                                .contains("\"" + limit.getKey() + "\"");
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> forged_identity_headers_change_nothing() {
        return each(
                operation ->
                        operation.method().equals("GET")
                                && operation.parameters().isEmpty()
                                && !operation.path().endsWith("/stream"),
                operation -> {
                    Answer honest = owner.get(operation.path());
                    Answer forged =
                            owner.call(
                                    "GET",
                                    operation.path(),
                                    null,
                                    Map.of(
                                            "X-RF-Account-Id",
                                                    "b0000000-0000-4000-8000-000000000002",
                                            "X-RF-Roles", "super_admin",
                                            "X-Tenant-Id", "b0000000-0000-4000-8000-000000000002",
                                            "X_RF_User_Id", UUID.randomUUID().toString()));
                    assertThat(forged.status()).isEqualTo(honest.status());
                    assertThat(forged.text()).doesNotContain("globex");
                });
    }

    private static Stream<DynamicTest> each(
            Predicate<Operation> which, java.util.function.Consumer<Operation> check) {
        return OperationCatalogue.read().stream()
                .filter(which)
                .map(operation ->
                        DynamicTest.dynamicTest(operation.name(), () -> check.accept(operation)));
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.text("/trace_id")).isNotEmpty();
        assertThat(answer.text("/detail")).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("io.resolutionflow");
    }

    /**
     * Somebody who passes the gate: the platform's operator where only they may, else the owner.
     */
    private Person actor(Operation operation) {
        return operation.path().startsWith("/api/v1/ai/admin/")
                ? RunningStack.GATEWAY.signIn("root@platform.test")
                : owner;
    }

    private static boolean isOpenToEverybody(Operation operation) {
        return operation.path().startsWith("/api/v1/notifications/preferences")
                || operation.path().equals("/api/v1/notifications/read-all")
                // whoever owns or handles the session, whatever the role
                || operation.path().equals("/api/v1/ai-sessions/{id}/status-update");
    }

    private static Answer send(Person person, Operation operation, String path, String body) {
        return person.call(operation.method(), path, body, Map.of());
    }

    private static String known(Operation operation) {
        return operation.at(parameter ->
                isUuid(parameter)
                        ? UUID.randomUUID().toString()
                        : parameter.equals("kind") ? "kb_article" : "1");
    }

    private static boolean isUuid(String parameter) {
        return !List.of("kind", "code", "metric", "n", "boardId", "board_id", "ticketId", "userId")
                        .contains(parameter)
                || parameter.equals("userId");
    }

    private static String body(Operation operation) {
        return operation.hasBody() ? Json.write(SampleBodies.of(operation)) : null;
    }

    private static JsonNode required(Operation operation) {
        return SampleBodies.resolve(operation.body(), operation).at("/required");
    }

    private static List<Map.Entry<String, Integer>> longest(Operation operation) {
        var limits = new ArrayList<Map.Entry<String, Integer>>();
        SampleBodies.resolve(operation.body(), operation)
                .at("/properties")
                .properties()
                .forEach(property -> {
                    int limit = property.getValue().at("/maxLength").asInt(0);
                    if (limit > 0 && limit < 500_000) {
                        limits.add(Map.entry(property.getKey(), limit));
                    }
                });
        return limits;
    }
}
