package io.resolutionflow.e2e;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One kind of attack on one operation by an owner of another account: asks for the victim's thing
 * and for one that does not exist, and finds a difference or a trace of the victim.
 */
final class Probe {

    /** What attacked, and what leaked; empty when nothing did. */
    record Result(Operation operation, String kind, String leak) {}

    private final Victim victim;
    private final Person stranger;
    private final Operation operation;
    private final String foreign;
    private final String absent;

    Probe(Victim victim, Person stranger, Operation operation) {
        this.victim = victim;
        this.stranger = stranger;
        this.operation = operation;
        this.foreign = operation.at(parameter -> victim.named(operation, parameter));
        this.absent = operation.at(parameter -> somebodyElses(victim.named(operation, parameter)));
    }

    boolean hasIds() {
        return !foreign.equals(absent);
    }

    /** The same call on the victim's thing and on nothing: one answer. */
    Result samePath(String kind, String suffix, Map<String, String> headers) {
        return compare(
                kind,
                call(operation.method(), foreign + suffix, body(Map.of()), headers),
                call(operation.method(), absent + suffix, body(Map.of()), headers));
    }

    /** As {@link #samePath}, by another method. */
    Result sameByMethod(String kind, String method, Map<String, String> headers) {
        return compare(
                kind, call(method, foreign, null, headers), call(method, absent, null, headers));
    }

    /** A member added to the body. */
    Result sameWithMember(String kind, String member, String named) {
        return compare(
                kind,
                call(operation.method(), foreign, body(Map.of(member, named)), Map.of()),
                call(
                        operation.method(),
                        absent,
                        body(Map.of(member, UUID.randomUUID().toString())),
                        Map.of()));
    }

    /** A parameter behind the question mark that names the victim's thing. */
    Result sameParameter(String kind, String name, String named) {
        return compare(
                kind,
                call("GET", operation.path() + "?" + name + "=" + named, null, Map.of()),
                call(
                        "GET",
                        operation.path() + "?" + name + "=" + UUID.randomUUID(),
                        null,
                        Map.of()));
    }

    /** Whatever is answered, the victim is not in it. */
    Result tellsNothing(String kind, String suffix, Map<String, String> headers) {
        Answer answer = call(operation.method(), foreign + suffix, body(Map.of()), headers);
        return result(
                kind,
                victim.isToldIn(answer.text(), foreign + suffix) ? "told: " + answer.text() : "");
    }

    /** Refused with exactly this. */
    Result refused(String kind, int status, Map<String, String> headers) {
        Answer answer = call(operation.method(), foreign, body(Map.of()), headers);
        return result(
                kind,
                answer.is(status)
                        ? ""
                        : "answered " + answer.status() + " instead of " + status + answer.text());
    }

    /** Past the gateway, at the service's own port. */
    Result refusedAtOwnPort(String kind, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("Authorization", "Bearer " + stranger.token());
        Answer answer =
                new Gatewayless(OperationCatalogue.ownPort(operation.service()))
                        .call(operation.method(), foreign, body(Map.of()), all);
        boolean refused = answer.status() >= 400 && answer.status() < 500;
        return result(
                kind,
                refused && !victim.isToldIn(answer.text(), foreign)
                        ? ""
                        : "answered " + answer.status() + " " + answer.text());
    }

    Result result(String kind, String leak) {
        return new Result(operation, kind, leak);
    }

    private Result compare(String kind, Answer toForeign, Answer toAbsent) {
        String one = withoutIds(toForeign);
        String other = withoutIds(toAbsent);
        if (!one.equals(other)) {
            return result(kind, "foreign: " + one + " absent: " + other);
        }
        return result(
                kind,
                victim.isToldIn(toForeign.text(), foreign) ? "told: " + toForeign.text() : "");
    }

    /** What was asked for may be repeated in the answer: it is taken out of both. */
    private String withoutIds(Answer answer) {
        return answer.withoutTrace()
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>");
    }

    private Answer call(String method, String path, String body, Map<String, String> headers) {
        return stranger.call(method, path, body, headers);
    }

    @SuppressWarnings("unchecked")
    private String body(Map<String, String> added) {
        if (!operation.hasBody()) {
            return null;
        }
        var body = new LinkedHashMap<>((Map<String, Object>) SampleBodies.of(operation));
        body.putAll(added);
        return Json.write(body);
    }

    private static String somebodyElses(String id) {
        if (id.length() == 36) {
            return UUID.randomUUID().toString();
        }
        return List.of("kb_article", "team", "calls", "1").contains(id) ? id : "99999999";
    }
}
