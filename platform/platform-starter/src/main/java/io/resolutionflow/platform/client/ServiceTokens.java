package io.resolutionflow.platform.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The service's own access token by client credentials, fetched when needed and kept until shortly
 * before it expires.
 */
public class ServiceTokens {

    private static final Duration EARLY = Duration.ofSeconds(30);

    private final RestClient http;
    private final URI tokenEndpoint;
    private final String clientId;
    private final String clientSecret;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Held held;

    public ServiceTokens(
            RestClient http, URI tokenEndpoint, String clientId, String clientSecret, Clock clock) {
        this.http = http;
        this.tokenEndpoint = tokenEndpoint;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.clock = clock;
    }

    private record Held(String token, Instant until) {}

    record TokenAnswer(
            @JsonProperty("access_token") @Nullable String accessToken,
            @JsonProperty("expires_in") long expiresIn) {}

    /**
     * @throws RemoteUnavailableException when no token is held and the issuer is away
     */
    public String current() {
        lock.lock();
        try {
            Held now = held;
            if (now == null || !clock.instant().isBefore(now.until())) {
                now = fetch();
                held = now;
            }
            return now.token();
        } finally {
            lock.unlock();
        }
    }

    private Held fetch() {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "client_credentials");
        form.add("client_id", clientId);
        form.add("client_secret", clientSecret);
        try {
            TokenAnswer answer =
                    http.post()
                            .uri(tokenEndpoint)
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .body(form)
                            .retrieve()
                            .body(TokenAnswer.class);
            if (answer == null || answer.accessToken() == null) {
                throw new RemoteUnavailableException("issuer", "no token in the answer");
            }
            return new Held(
                    answer.accessToken(),
                    clock.instant().plusSeconds(answer.expiresIn()).minus(EARLY));
        } catch (RestClientException e) {
            throw new RemoteUnavailableException("issuer", e);
        }
    }
}
