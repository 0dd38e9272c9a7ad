package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.plan.AccountSetting;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Which models may answer a call now (contract-ai §5.1). */
@Service
public class Routing {

    private static final Logger log = LoggerFactory.getLogger(Routing.class);

    private final ModelCatalog catalog;
    private final PriceTable prices;

    Routing(ModelCatalog catalog, PriceTable prices) {
        this.catalog = catalog;
        this.prices = prices;
    }

    /** Candidates in order; empty when nothing configured, allowed and priced is left. */
    public List<Candidate> candidates(Tier tier, AccountSetting setting, Instant at) {
        return catalog.route(tier).stream()
                .filter(model -> setting.allows(model.endpoint()))
                .flatMap(model -> priced(model, at).stream())
                .toList();
    }

    /**
     * The built-in provider, unless the operator switched it off or the account's allow-list leaves
     * it out.
     */
    public Optional<Candidate> offline(AccountSetting setting, Instant at) {
        boolean available = catalog.offlineEnabled() && setting.allows(ModelProfile.OFFLINE);
        return available ? priced(ModelProfile.BUILT_IN, at) : Optional.empty();
    }

    /** {@code live}, {@code offline} (only the built-in answers) or {@code none}. */
    public String mode(AccountSetting setting, Instant at) {
        boolean live =
                List.of(Tier.values()).stream()
                        .flatMap(tier -> candidates(tier, setting, at).stream())
                        .anyMatch(candidate -> !candidate.profile().isOffline());
        return live ? "live" : offline(setting, at).isPresent() ? "offline" : "none";
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
            return tokens(bytes(inputs.toString()), model);
        }
        long bytes = schema == null ? 0 : bytes(schema.toString());
        long images = 0;
        for (Message message : messages) {
            for (var part : message.parts()) {
                bytes += part.text() == null ? 0 : bytes(part.text());
                images += "image".equals(part.type()) ? 1 : 0;
            }
        }
        return tokens(bytes, model) + 8L * messages.size() + images * model.imageTokens();
    }

    static long tokens(long bytes, ModelProfile model) {
        return Math.ceilDiv(bytes * 100, model.bytesPerTokenX100());
    }

    static long bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private Optional<Candidate> priced(ModelProfile model, Instant at) {
        var price = prices.inForce(model.endpoint(), model.model(), at);
        if (price.isEmpty()) {
            log.atWarn()
                    .addKeyValue("provider", model.endpoint())
                    .addKeyValue("model", model.model())
                    .log("model not used: no price in force; add one to the price table");
        }
        return price.map(inForce -> new Candidate(model, inForce));
    }
}
