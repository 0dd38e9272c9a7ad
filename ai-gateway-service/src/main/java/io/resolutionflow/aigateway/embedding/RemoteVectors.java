package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.ledger.Demand;
import io.resolutionflow.aigateway.ledger.Ending;
import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.Metered;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Opening;
import io.resolutionflow.aigateway.ledger.Refusals;
import io.resolutionflow.aigateway.ledger.Settlement;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.aigateway.provider.Egress;
import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.provider.EmbeddingCall;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.aigateway.quota.ReadQuota;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.platform.identity.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vendor's embedder. Text leaves the process, so everything of a model call holds: AI switch,
 * allow-list, redaction, hold, ledger, price, breaker. Who cannot be asked is not replaced: 503.
 */
final class RemoteVectors implements Embedder {

    private static final Logger log = LoggerFactory.getLogger(RemoteVectors.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ModelProfile profile;
    private final Entitlements entitlements;
    private final PriceTable prices;
    private final Circuits circuits;
    private final Egress egress;
    private final EmbedAttempts attempts;
    private final EmbedRequests requests;
    private final ReadQuota readQuota;
    private final Ledger ledger;
    private final Clock clock;

    RemoteVectors(
            ModelProfile profile,
            Entitlements entitlements,
            PriceTable prices,
            Circuits circuits,
            Egress egress,
            EmbedAttempts attempts,
            EmbedRequests requests,
            ReadQuota readQuota,
            Ledger ledger,
            Clock clock) {
        this.profile = profile;
        this.entitlements = entitlements;
        this.prices = prices;
        this.circuits = circuits;
        this.egress = egress;
        this.attempts = attempts;
        this.requests = requests;
        this.readQuota = readQuota;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public ModelProfile profile() {
        return profile;
    }

    @Override
    public String version() {
        return profile.model();
    }

    @Override
    public boolean readsPurpose() {
        return profile.type().equals("google");
    }

    @Override
    public Made make(Caller caller, EmbeddingRequest request, List<String> texts) {
        Entitlement entitlement = entitlements.of(caller.account());
        Candidate candidate = candidate(entitlement);
        TextParts parts = outgoing(texts, entitlement);
        NewRequest row = requests.of(caller, request);
        open(caller, row, entitlement, candidate, parts);
        try {
            var call =
                    new EmbeddingCall(
                            profile,
                            parts.words(),
                            request.purpose().equals("query"),
                            EmbedderChoice.DIMENSIONS,
                            clock.instant().plus(TIMEOUT),
                            entitlement.setting().allowedProviders());
            return settled(
                    row,
                    entitlement,
                    candidate,
                    parts,
                    attempts.make(caller, row, candidate, call, parts));
        } catch (ProviderFailure failure) {
            String errorClass = failure.errorClass().wireName();
            ledger.release(row, Ending.failed(errorClass, failure.httpStatus(), List.of()));
            log.atWarn()
                    .addKeyValue("request_id", row.id())
                    .addKeyValue("error_class", errorClass)
                    .log("the embedder did not answer");
            throw Refusals.unavailable(restSeconds());
        }
    }

    private Candidate candidate(Entitlement entitlement) {
        if (!entitlement.setting().aiEnabled()) {
            throw Refusals.disabled();
        }
        if (!entitlement.setting().allows(profile.endpoint())) {
            throw Refusals.notConfigured();
        }
        var price =
                prices.inForce(
                                profile.endpoint(),
                                profile.model(),
                                entitlement.asOf(),
                                entitlement.priceVersions())
                        .orElseThrow(Refusals::notConfigured);
        if (circuits.restsUntil(profile) != null) {
            throw Refusals.unavailable(restSeconds());
        }
        return new Candidate(profile, price);
    }

    private TextParts outgoing(List<String> texts, Entitlement entitlement) {
        Egress.Session session = egress.open(entitlement.setting().redaction());
        try {
            return new TextParts(texts.stream().map(session::redact).toList(), profile);
        } catch (Egress.RedactionFailed e) {
            log.atError().setCause(e).log("redaction failed, nothing was sent");
            throw Refusals.unavailable(1);
        }
    }

    private void open(
            Caller caller,
            NewRequest row,
            Entitlement entitlement,
            Candidate candidate,
            TextParts parts) {
        if (!circuits.admits(profile)) {
            throw Refusals.unavailable(restSeconds());
        }
        boolean opened = false;
        try {
            Demand demand =
                    caller.isSuperAdmin()
                            ? Demand.free(0)
                            : Demand.of(0, 0, parts.estimate(profile), 0, List.of(candidate));
            Opening opening = ledger.open(row, entitlement, demand, candidate, true);
            if (opening instanceof Opening.Refused refused) {
                throw Refusals.quotaExceeded(
                        refused.denial(),
                        readQuota.view(entitlement, refused.windows(), false),
                        false,
                        entitlement.asOf());
            }
            opened = true;
        } finally {
            if (!opened) {
                circuits.forgotten(profile);
            }
        }
    }

    private Made settled(
            NewRequest row,
            Entitlement entitlement,
            Candidate candidate,
            TextParts parts,
            EmbedAttempts.Answered answered) {
        Long told = answered.inputTokens();
        TokenCounts counts = TokenCounts.counted(told == null ? parts.estimate(profile) : told, 0);
        UsageQuality quality = told == null ? UsageQuality.COUNTED : UsageQuality.EXACT;
        var used = new Metered(answered.n(), candidate, counts, quality, clock.instant(), null);
        List<Integer> warnAt = entitlement.plan().warnAtPercent();
        if (!ledger.settle(row, Settlement.succeeded(List.of(used), null, warnAt))) {
            throw Refusals.unavailable(1);
        }
        return new Made(answered.vectors(), counts, quality, candidate.price().cost(counts));
    }

    private long restSeconds() {
        Instant rests = circuits.restsUntil(profile);
        return rests == null ? 5 : Duration.between(clock.instant(), rests).toSeconds() + 1;
    }
}
