package io.resolutionflow.psa.connectwise;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The part of ConnectWise's address that changes with releases, asked for without sign-in and kept
 * with the connection.
 */
final class Codebases {

    /** Always right on own hosts, mostly in the cloud. */
    private static final String ALIAS = "v4_6_release";

    /** A path segment: what the other side tells cannot lead anywhere else. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,39}");

    private final VendorHttp http;

    Codebases(VendorHttp http) {
        this.http = http;
    }

    String of(PsaAccess access) {
        String known = access.zone().known();
        return known == null ? lookUpAgain(access) : known;
    }

    String lookUpAgain(PsaAccess access) {
        URI base = Objects.requireNonNull(access.baseUrl());
        String company = VendorHttp.encode(access.config().path("company_id").asString(""));
        // the company info lives on the host of the user interface, the API on the same name with a
        // prefix
        URI uri =
                URI.create(
                        base.toString().replaceFirst("://api-", "://")
                                + "/login/companyinfo/"
                                + company);
        try {
            String codebase =
                    codebase(
                            http.send(
                                    "GET",
                                    uri,
                                    Map.of("Accept", "application/json"),
                                    null,
                                    access.within()));
            access.zone().remember(codebase);
            return codebase;
        } catch (PsaFailure e) {
            // only read, and before anything was posted: whatever became of it, nothing was sent
            throw PsaFailure.notSent(e.reason());
        }
    }

    private String codebase(HttpAnswer answer) {
        String told = answer.isSuccess() ? http.body(answer).path("Codebase").asString("") : "";
        String segment = told.replaceFirst("/$", "");
        return SEGMENT.matcher(segment).matches() ? segment : ALIAS;
    }
}
