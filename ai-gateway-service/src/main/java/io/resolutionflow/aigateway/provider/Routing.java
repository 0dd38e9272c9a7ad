package io.resolutionflow.aigateway.provider;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Which models may answer a call now (contract-ai §5.1). */
@Service
public class Routing {

    private static final Logger log = LoggerFactory.getLogger(Routing.class);
    private static final int TOKENS_A_MESSAGE = 8;

    private final ModelCatalog catalog;
    private final PriceTable prices;
    private final Circuits circuits;
    private final Affinity affinity;
    private final MeterRegistry meters;

    Routing(
            ModelCatalog catalog,
            PriceTable prices,
            Circuits circuits,
            Affinity affinity,
            MeterRegistry meters) {
        this.catalog = catalog;
        this.prices = prices;
        this.circuits = circuits;
        this.affinity = affinity;
        this.meters = meters;
    }

    /** What a call asks of a model. */
    public record Wanted(
            UUID account,
            Tier tier,
            JsonNode inputs,
            List<Message> messages,
            @Nullable JsonNode schema,
            @Nullable Reference reference) {

        boolean hasImages() {
            return messages.stream()
                    .flatMap(message -> message.parts().stream())
                    .anyMatch(part -> "image".equals(part.type()));
        }

        long estimate(ModelProfile model) {
            return Routing.estimate(model, inputs, messages, schema);
        }
    }

    /**
     * Candidates in order.
     *
     * @param availableAgainAt when there is none now, but time would help
     */
    public record Candidates(List<Candidate> inOrder, @Nullable Instant availableAgainAt) {}

    /** Who may answer this call, the one with the warm prompt cache first. */
    public Candidates candidates(Wanted wanted, Entitlement entitlement) {
        List<Candidate> able =
                candidates(wanted.tier(), entitlement).stream()
                        .filter(one -> wanted.estimate(one.profile()) <= one.profile().maxInput())
                        .toList();
        if (wanted.hasImages() && able.stream().anyMatch(one -> one.profile().vision())) {
            // else the images are replaced by a line with type and size
            able = able.stream().filter(one -> one.profile().vision()).toList();
        }
        var ready = new ArrayList<Candidate>();
        Instant again = null;
        for (Candidate candidate : able) {
            Instant rests = circuits.restsUntil(candidate.profile());
            if (rests == null) {
                ready.add(candidate);
            } else if (again == null || rests.isBefore(again)) {
                again = rests;
            }
        }
        String warm = affinity.warm(wanted.account(), wanted.reference());
        if (warm != null) {
            ready.sort(Comparator.comparing((Candidate one) -> !one.profile().key().equals(warm)));
        }
        return new Candidates(List.copyOf(ready), again);
    }

    /** The route of a tier: configured, allowed and priced, whatever its health. */
    public List<Candidate> candidates(Tier tier, Entitlement entitlement) {
        return catalog.route(tier).stream()
                .filter(model -> entitlement.setting().allows(model.endpoint()))
                .flatMap(model -> priced(model, entitlement).stream())
                .toList();
    }

    /**
     * The built-in provider, unless the operator switched it off or the account's allow-list leaves
     * it out.
     */
    public Optional<Candidate> offline(Entitlement entitlement) {
        boolean available =
                catalog.offlineEnabled() && entitlement.setting().allows(ModelProfile.OFFLINE);
        return available ? priced(ModelProfile.BUILT_IN, entitlement) : Optional.empty();
    }

    /** {@code live}, {@code offline} (only the built-in answers) or {@code none}. */
    public String mode(Entitlement entitlement) {
        boolean live =
                catalog.hasLiveModels()
                        && List.of(Tier.values()).stream()
                                .flatMap(tier -> candidates(tier, entitlement).stream())
                                .anyMatch(candidate -> !candidate.profile().isOffline());
        return live ? "live" : offline(entitlement).isPresent() ? "offline" : "none";
    }

    /**
     * Input tokens at most: bytes of text and schema, 8 a message, a fixed size an image
     * (contract-ai §6.3).
     */
    public static long estimate(
            ModelProfile model,
            JsonNode inputs,
            List<Message> messages,
            @Nullable JsonNode schema) {
        if (model.isOffline()) {
            return model.tokens(bytes(inputs.toString()));
        }
        long bytes = schema == null ? 0 : bytes(schema.toString());
        long images = 0;
        for (Message message : messages) {
            for (var part : message.parts()) {
                bytes += part.text() == null ? 0 : bytes(part.text());
                images += "image".equals(part.type()) ? 1 : 0;
            }
        }
        return model.tokens(bytes)
                + (long) TOKENS_A_MESSAGE * messages.size()
                + images * model.imageTokens();
    }

    static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private Optional<Candidate> priced(ModelProfile model, Entitlement entitlement) {
        var price =
                prices.inForce(
                        model.endpoint(),
                        model.model(),
                        entitlement.asOf(),
                        entitlement.priceVersions());
        if (price.isEmpty()) {
            meters.counter("rf_ai_unpriced_total").increment();
            log.atWarn()
                    .addKeyValue("provider", model.endpoint())
                    .addKeyValue("model", model.model())
                    .log("model not used: no price in force; add one to the price table");
        }
        return price.map(inForce -> new Candidate(model, inForce));
    }
}
