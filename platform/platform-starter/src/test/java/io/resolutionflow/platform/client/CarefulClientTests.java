package io.resolutionflow.platform.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.Client;
import feign.Request;
import feign.Request.HttpMethod;
import feign.Request.Options;
import feign.RequestTemplate;
import feign.Response;
import feign.Target;
import io.resolutionflow.platform.deadline.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CarefulClientTests {

    private static final CallProperties PROPERTIES =
            new CallProperties(2, Duration.ofMillis(50), 0.1, Duration.ofMillis(50));

    private final List<Request> sent = new ArrayList<>();
    private final List<Options> options = new ArrayList<>();
    private @Nullable IOException failure;

    private final Client transport =
            (request, how) -> {
                sent.add(request);
                options.add(how);
                if (failure != null) {
                    throw failure;
                }
                return Response.builder().status(200).request(request).build();
            };
    private final CarefulClient client = new CarefulClient(transport, PROPERTIES);

    private static Request request(HttpMethod method, String service) {
        var template = new RequestTemplate();
        template.feignTarget(new Target.HardCodedTarget<>(Client.class, service, "http://other"));
        return Request.create(
                method, "http://other/x", Map.of(), null, StandardCharsets.UTF_8, template);
    }

    private static Options seconds(int each) {
        return new Options(each, TimeUnit.SECONDS, each, TimeUnit.SECONDS, false);
    }

    @Test
    void without_a_deadline_a_call_is_as_it_was() throws IOException {
        client.execute(request(HttpMethod.GET, "a"), seconds(3));

        assertThat(options.getFirst().readTimeoutMillis()).isEqualTo(3_000);
        assertThat(sent.getFirst().headers()).doesNotContainKey(Deadline.HEADER);
    }

    @Test
    void a_call_is_cut_at_the_deadline_and_hands_on_what_is_left() throws IOException {
        try (var bound = Deadline.within(Duration.ofSeconds(20))) {
            client.execute(request(HttpMethod.POST, "a"), seconds(60));
        }

        assertThat(options.getFirst().readTimeoutMillis()).isBetween(10_000, 19_950);
        assertThat(options.getFirst().connectTimeoutMillis()).isLessThanOrEqualTo(19_950);
        String left = sent.getFirst().headers().get(Deadline.HEADER).iterator().next();
        assertThat(Long.parseLong(left)).isBetween(10_000L, 19_950L);
    }

    @Test
    void a_call_nobody_waits_for_is_not_made() {
        try (var bound = Deadline.within(Duration.ofMillis(40))) {
            assertThatThrownBy(() -> client.execute(request(HttpMethod.GET, "a"), seconds(3)))
                    .isInstanceOf(RemoteUnavailableException.class);
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void the_nearer_deadline_holds() {
        try (var outer = Deadline.within(Duration.ofSeconds(1));
                var inner = Deadline.within(Duration.ofMinutes(1))) {
            assertThat(Deadline.left().orElseThrow()).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(Deadline.left()).isEmpty();
    }

    @Test
    void a_safe_call_that_never_arrived_is_made_once_more_and_no_other() {
        failure = new ConnectException("refused");
        assertThatThrownBy(() -> client.execute(request(HttpMethod.GET, "a"), seconds(3)))
                .isSameAs(failure);
        assertThat(sent).hasSize(2);

        assertThatThrownBy(() -> client.execute(request(HttpMethod.POST, "b"), seconds(3)))
                .isSameAs(failure);
        assertThat(sent).hasSize(3);

        failure = new SocketTimeoutException("read");
        assertThatThrownBy(() -> client.execute(request(HttpMethod.GET, "c"), seconds(3)))
                .isSameAs(failure);
        assertThat(sent).hasSize(4);
    }

    @Test
    void retries_stay_below_a_tenth_of_the_calls_whatever_fails() {
        failure = new ConnectException("refused");
        for (int n = 0; n < 1_000; n++) {
            assertThatThrownBy(() -> client.execute(request(HttpMethod.GET, "a"), seconds(3)))
                    .isNotNull();
        }

        assertThat(sent.size()).isBetween(1_050, 1_101);
    }

    @Test
    void a_slow_service_takes_its_own_places_only() throws Exception {
        var held = new CountDownLatch(1);
        var inside = new CountDownLatch(2);
        Client slow =
                (request, how) -> {
                    if (request.requestTemplate().feignTarget().name().equals("slow")) {
                        inside.countDown();
                        try {
                            held.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                    return Response.builder().status(200).request(request).build();
                };
        var careful = new CarefulClient(slow, PROPERTIES);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 2; n++) {
                threads.submit(() -> careful.execute(request(HttpMethod.GET, "slow"), seconds(3)));
            }
            inside.await();

            assertThatThrownBy(() -> careful.execute(request(HttpMethod.GET, "slow"), seconds(3)))
                    .isInstanceOf(RemoteUnavailableException.class);
            assertThat(careful.execute(request(HttpMethod.GET, "quick"), seconds(3)).status())
                    .isEqualTo(200);
            held.countDown();
        }
        assertThat(careful.execute(request(HttpMethod.GET, "slow"), seconds(3)).status())
                .isEqualTo(200);
    }
}
