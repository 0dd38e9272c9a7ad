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
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of ConnectWise's address that changes with releases, asked for without sign-in and kept
 * with the connection.
 */
final class Codebases {

    /** Always right on own hosts, mostly in the cloud. */
    private static final String ALIAS = "v4_6_release";

    /** A path segment: what the other side tells cannot lead anywhere else. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,39}");

    private final PinnedHttp http;
    private final JsonMapper json;

    Codebases(PinnedHttp http, JsonMapper json) {
        this.http = http;
        this.json = json;
    }

    String of(PsaAccess access) {
        String known = access.zone().known();
        return known == null ? lookUpAgain(access) : known;
    }

    String lookUpAgain(PsaAccess access) {
        URI base = Objects.requireNonNull(access.baseUrl());
        String company =
                URLEncoder.encode(
                        access.config().path("company_id").asString(""), StandardCharsets.UTF_8);
        // the company info lives on the host of the user interface, the API on the same name with a
        // prefix
        URI uri =
                URI.create(
                        base.toString().replaceFirst("://api-", "://")
                                + "/login/companyinfo/"
                                + company);
        try {
            var answer =
                    http.call(
                            new HttpRequest(
                                    "GET",
                                    uri,
                                    Map.of("Accept", "application/json"),
                                    null,
                                    access.within()));
            String codebase = codebase(answer);
            access.zone().remember(codebase);
            return codebase;
        } catch (CallFailed e) {
            // only read, and before anything was posted: whatever became of it, nothing was sent
            throw PsaFailure.notSent(String.valueOf(e.getMessage()));
        }
    }

    private String codebase(HttpAnswer answer) {
        try {
            String told =
                    answer.isSuccess()
                            ? json.readTree(answer.body()).path("Codebase").asString("")
                            : "";
            String segment = told.replaceFirst("/$", "");
            return SEGMENT.matcher(segment).matches() ? segment : ALIAS;
        } catch (JacksonException e) {
            return ALIAS;
        }
    }
}
