package io.resolutionflow.psa.connectwise;

import io.resolutionflow.psa.address.CallFailed;
import io.resolutionflow.psa.address.HttpAnswer;
import io.resolutionflow.psa.address.HttpRequest;
import io.resolutionflow.psa.address.PinnedHttp;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls below {@code {host}/{codebase}/apis/3.0}: sign-in, codebase, meaning of failures. */
@Component
class ConnectWiseApi {

    private final PinnedHttp http;
    private final Codebases codebases;
    private final Failures failures;
    private final ConnectWiseSettings settings;
    private final JsonMapper json;

    ConnectWiseApi(PinnedHttp http, ConnectWiseSettings settings, JsonMapper json) {
        this.http = http;
        this.codebases = new Codebases(http, json);
        this.failures = new Failures(json);
        this.settings = settings;
        this.json = json;
    }

    JsonNode get(PsaAccess access, String path, Map<String, String> query) {
        return call(access, "GET", path + queryString(query), null);
    }

    JsonNode post(PsaAccess access, String path, JsonNode body) {
        return call(access, "POST", path, json.writeValueAsBytes(body));
    }

    void patch(PsaAccess access, String path, JsonNode body) {
        call(access, "PATCH", path, json.writeValueAsBytes(body));
    }

    private JsonNode call(PsaAccess access, String method, String path, byte @Nullable [] body) {
        String codebase = codebases.of(access);
        HttpAnswer answer = send(access, method, codebase, path, body);
        if (answer.status() == 404 && !failures.isFromTheApi(answer)) {
            // the codebase changes with releases; under the old one nothing exists, so nothing was
            // stored either
            String current = codebases.lookUpAgain(access);
            if (!current.equals(codebase)) {
                answer = send(access, method, current, path, body);
            }
        }
        if (!answer.isSuccess()) {
            throw failures.of(answer, path.startsWith("/service/tickets/"));
        }
        return readable(answer);
    }

    private HttpAnswer send(
            PsaAccess access, String method, String codebase, String path, byte @Nullable [] body) {
        URI base = Objects.requireNonNull(access.baseUrl());
        URI uri = URI.create(base + "/" + codebase + "/apis/3.0" + path);
        try {
            return http.call(new HttpRequest(method, uri, headers(access), body, access.within()));
        } catch (CallFailed e) {
            throw Failures.of(e);
        }
    }

    private Map<String, String> headers(PsaAccess access) {
        String pair =
                access.config().path("company_id").asString("")
                        + "+"
                        + access.credentials().required("public_key").reveal()
                        + ":"
                        + access.credentials().required("private_key").reveal();
        var headers = new HashMap<String, String>();
        headers.put(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        headers.put(
                "clientId",
                access.credentials()
                        .field("client_id")
                        .map(secret -> secret.reveal())
                        .orElse(settings.clientId()));
        headers.put(
                "Accept", "application/vnd.connectwise.com+json; version=" + settings.apiVersion());
        return headers;
    }

    private JsonNode readable(HttpAnswer answer) {
        try {
            JsonNode tree = json.readTree(answer.body());
            if (tree.isObject() || tree.isArray()) {
                return tree;
            }
        } catch (JacksonException e) {
            // falls through: what cannot be read says nothing
        }
        throw PsaFailure.unknown("unreadable", answer.status());
    }

    private static String queryString(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(pair ->
                                pair.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                pair.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
