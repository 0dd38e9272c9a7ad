package io.resolutionflow.aigateway.pricing.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.resolutionflow.aigateway.pricing.Price;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.aigateway.pricing.PriceTable.NewPrice;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The operator's price table (contract-ai §2.4). */
@RestController
@RequestMapping("/api/v1/ai/admin/prices")
@Requires(Gate.SUPER_ADMIN)
class PriceController {

    private final PriceTable prices;
    private final Clock clock;

    PriceController(PriceTable prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    record NewPriceRequest(
            @NotBlank @Size(max = 100) String provider,
            @NotBlank @Size(max = 200) String model,
            @NotNull @Nullable Instant effectiveFrom,
            @PositiveOrZero long input,
            @Nullable @PositiveOrZero Long cacheRead,
            @JsonProperty("cache_write_5m") @Nullable @PositiveOrZero Long cacheWrite5m,
            @JsonProperty("cache_write_1h") @Nullable @PositiveOrZero Long cacheWrite1h,
            @PositiveOrZero long output,
            @Nullable @PositiveOrZero Long reasoning,
            @Nullable @Size(max = 500) String note,
            @Nullable Boolean correction) {}

    @GetMapping
    List<Price> all() {
        return prices.all();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Price add(Caller caller, @Valid @RequestBody NewPriceRequest request) {
        return prices.add(
                new NewPrice(
                        request.provider(),
                        request.model(),
                        Objects.requireNonNull(request.effectiveFrom()),
                        request.input(),
                        request.cacheRead(),
                        request.cacheWrite5m(),
                        request.cacheWrite1h(),
                        request.output(),
                        request.reasoning(),
                        request.note(),
                        Boolean.TRUE.equals(request.correction())),
                caller.userId(),
                clock.instant());
    }
}
