package io.resolutionflow.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class RateTableTests {

    private static final LimitProperties LIMITS = shipped();
    private static final RateRules RULES = new RateRules(LIMITS, new MockEnvironment());

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "/rates.csv")
    void every_route_has_the_rate_of_its_contract(String method, String path, long perMinute) {
        var rate = RULES.find(request(method, path));

        assertThat(rate.perMinute()).isEqualTo(perMinute);
        assertThat(rate.name()).doesNotEndWith(" other");
    }

    @Test
    void no_two_routes_share_a_bucket() {
        List<String> names =
                LIMITS.rules().stream().map(line -> line.replaceAll(" \\d+", "")).toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(150);
        IntStream.of(0, 1)
                .forEach(i ->
                        assertThat(
                                        RULES.find(
                                                        request(
                                                                "POST",
                                                                "/api/v1/ai-sessions/1/"
                                                                        + List.of("pause", "resume")
                                                                                .get(i)))
                                                .name())
                                .endsWith(List.of("/pause", "/resume").get(i)));
    }

    @Test
    void the_table_as_csv_is_dearer_however_it_is_asked_for() {
        var byHeader =
                MockServerWebExchange.from(
                        MockServerHttpRequest.get("/api/v1/ai/usage")
                                .header("Accept", "text/csv")
                                .build());

        assertThat(RULES.find(byHeader).perMinute()).isEqualTo(5);
        assertThat(RULES.find(request("GET", "/api/v1/ai/usage")).perMinute()).isEqualTo(30);
    }

    @Test
    void an_escaped_letter_or_head_leads_around_no_rate() {
        assertThat(RULES.find(request("POST", "/api/v1/ai-sessions/1/%63hat")).perMinute())
                .isEqualTo(10);
        assertThat(RULES.find(request("HEAD", "/api/v1/ai-sessions")).name())
                .isEqualTo(RULES.find(request("GET", "/api/v1/ai-sessions")).name());
    }

    private static MockServerWebExchange request(String method, String path) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.method(
                        HttpMethod.valueOf(method), java.net.URI.create("http://rf" + path)));
    }

    private static LimitProperties shipped() {
        try {
            var sources = new MutablePropertySources();
            new YamlPropertySourceLoader()
                    .load("rates", new ClassPathResource("rates.yml"))
                    .forEach(sources::addLast);
            return new Binder(ConfigurationPropertySources.from(sources))
                    .bind("rf.limits", LimitProperties.class)
                    .get();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
