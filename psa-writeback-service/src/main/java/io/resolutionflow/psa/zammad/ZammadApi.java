package io.resolutionflow.psa.zammad;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls below {@code {host}/api/v1}, signed in by token. */
@Component
class ZammadApi {

    private final VendorHttp http;

    ZammadApi(VendorHttp http) {
        this.http = http;
    }

    JsonMapper json() {
        return http.json();
    }

    JsonNode get(PsaAccess access, String path, Map<String, String> query) {
        return call(access, "GET", path + VendorHttp.query(query), null);
    }

    JsonNode post(PsaAccess access, String path, JsonNode body) {
        return call(access, "POST", path, body);
    }

    void put(PsaAccess access, String path, JsonNode body) {
        call(access, "PUT", path, body);
    }

    private JsonNode call(PsaAccess access, String method, String path, @Nullable JsonNode body) {
        HttpAnswer answer =
                http.send(
                        method,
                        URI.create(access.baseUrl() + "/api/v1" + path),
                        Map.of(
                                "Authorization",
                                "Token token=" + access.credentials().required("token").reveal(),
                                "Accept",
                                "application/json"),
                        body,
                        access.within());
        if (!answer.isSuccess()) {
            JsonNode said = http.body(answer);
            String human = said.path("error_human").asString("");
            throw VendorFailures.of(
                    answer,
                    path.startsWith("/tickets/") || path.startsWith("/ticket_articles"),
                    human.isBlank() ? said.path("error").asString("") : human);
        }
        return http.readable(answer);
    }
}
