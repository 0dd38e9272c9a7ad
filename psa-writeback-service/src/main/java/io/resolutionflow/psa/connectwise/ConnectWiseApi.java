package io.resolutionflow.psa.connectwise;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Calls below {@code {host}/{codebase}/apis/3.0}: sign-in, codebase, meaning of failures. */
@Component
class ConnectWiseApi {

    private final VendorHttp http;
    private final Codebases codebases;
    private final Failures failures;
    private final ConnectWiseSettings settings;

    ConnectWiseApi(VendorHttp http, ConnectWiseSettings settings) {
        this.http = http;
        this.codebases = new Codebases(http);
        this.failures = new Failures(http);
        this.settings = settings;
    }

    JsonNode get(PsaAccess access, String path, Map<String, String> query) {
        return call(access, "GET", path + VendorHttp.query(query), null);
    }

    JsonNode post(PsaAccess access, String path, JsonNode body) {
        return call(access, "POST", path, body);
    }

    void patch(PsaAccess access, String path, JsonNode body) {
        call(access, "PATCH", path, body);
    }

    private JsonNode call(PsaAccess access, String method, String path, @Nullable JsonNode body) {
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
        return http.readable(answer);
    }

    private HttpAnswer send(
            PsaAccess access,
            String method,
            String codebase,
            String path,
            @Nullable JsonNode body) {
        URI base = Objects.requireNonNull(access.baseUrl());
        URI uri = URI.create(base + "/" + codebase + "/apis/3.0" + path);
        return http.send(method, uri, headers(access), body, access.within());
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
}
