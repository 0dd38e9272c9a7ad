package io.resolutionflow.handoff.delivery.client;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.channel.ChannelSecrets;
import io.resolutionflow.handoff.channel.ChannelType;
import io.resolutionflow.handoff.delivery.Message;
import io.resolutionflow.handoff.delivery.Outcome;
import io.resolutionflow.handoff.delivery.Senders;
import io.resolutionflow.platform.egress.CallFailed;
import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.platform.egress.HttpRequest;
import io.resolutionflow.platform.egress.PinnedHttp;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sends over HTTP to the address that was checked, and by SMTP. */
@Component
class WireSenders implements Senders {

    private final PinnedHttp http;
    private final ChannelFormats formats;
    private final SmtpMail mail;
    private final JsonMapper json;
    private final Duration timeout;
    private final Clock clock;

    WireSenders(
            PinnedHttp http,
            ChannelFormats formats,
            SmtpMail mail,
            JsonMapper json,
            HandoffProperties properties,
            Clock clock) {
        this.http = http;
        this.formats = formats;
        this.mail = mail;
        this.json = json;
        this.timeout = properties.delivering().timeout();
        this.clock = clock;
    }

    @Override
    public Outcome toChannel(
            ChannelType type, ChannelSecrets secrets, UUID deliveryId, Message message) {
        byte[] body =
                json.writeValueAsBytes(
                        switch (type) {
                            case SLACK -> formats.slack(message);
                            case TEAMS -> formats.teams(message);
                            case WEBHOOK -> formats.webhook(deliveryId, message);
                            case EMAIL ->
                                    throw new IllegalArgumentException("e-mail has no address");
                        });
        Map<String, String> headers =
                type == ChannelType.WEBHOOK
                        ? WebhookSignature.headers(secrets, deliveryId, clock.instant(), body)
                        : Map.of();
        try {
            var request =
                    new HttpRequest("POST", URI.create(secrets.url()), headers, body, timeout);
            return HttpOutcome.of(http.call(request), clock.instant());
        } catch (CallFailed failed) {
            return failed.reach() == CallFailed.Reach.BLOCKED
                    ? new Outcome.Refused("address_blocked", null, false)
                    : new Outcome.TryAgain(String.valueOf(failed.getMessage()), null, null);
        }
    }

    @Override
    public Outcome byMail(String address, UUID deliveryId, Message message) {
        return mail.send(address, deliveryId, message);
    }

    /** What an HTTP answer means for a delivery (contract-handoffs §7.2). */
    static final class HttpOutcome {

        private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

        private HttpOutcome() {}

        static Outcome of(HttpAnswer answer, java.time.Instant now) {
            int status = answer.status();
            if (answer.isSuccess()) {
                return new Outcome.Sent(status);
            }
            return switch (status) {
                case 408, 425 -> new Outcome.TryAgain("http_error", status, null);
                case 429 ->
                        new Outcome.TryAgain(
                                "http_error",
                                status,
                                answer.header("retry-after")
                                        .map(value -> pause(value, now))
                                        .orElse(null));
                case 410 -> new Outcome.Refused("receiver_gone", status, true);
                default ->
                        status >= 500
                                ? new Outcome.TryAgain("http_error", status, null)
                                : new Outcome.Refused("http_error", status, false);
            };
        }

        /** Seconds or a date; at most ten minutes, zero for what cannot be read. */
        private static Duration pause(String retryAfter, java.time.Instant now) {
            Duration asked;
            try {
                asked =
                        retryAfter.strip().matches("\\d{1,9}")
                                ? Duration.ofSeconds(Long.parseLong(retryAfter.strip()))
                                : Duration.between(
                                        now,
                                        java.time.ZonedDateTime.parse(
                                                        retryAfter.strip(),
                                                        java.time.format.DateTimeFormatter
                                                                .RFC_1123_DATE_TIME)
                                                .toInstant());
            } catch (java.time.DateTimeException e) {
                return Duration.ZERO;
            }
            return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        }
    }
}
