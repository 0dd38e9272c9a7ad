package io.resolutionflow.aigateway.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.aigateway.provider.ProviderFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A vendor that says "keep-alive" and closes all the same, as they do after a crowd. */
class IdleConnectionTests {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final Duration LEFT = Duration.ofSeconds(10);

    /** After a crowd of calls a model is next asked. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final int CROWD = 4;

    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void a_connection_that_was_closed_while_it_lay_idle_is_not_used() throws IOException {
        var http = new ProviderHttp();
        try (var vendor = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(vendor));
            URI address = URI.create("http://127.0.0.1:" + vendor.getLocalPort() + "/v1");
            for (int call = 1; call <= 3; call++) {
                assertThat(status(http, address)).isEqualTo(200);
                int calls = call;
                long answered = System.nanoTime();
                // what was used a moment ago is not looked at: that would cost each call of a crowd
                await().until(() ->
                        closed.get() == calls && System.nanoTime() - answered > SOON.toNanos());
            }
        } finally {
            http.close();
        }
    }

    @Test
    void after_one_that_was_closed_a_moment_ago_the_next_attempt_meets_none_of_its_neighbours()
            throws Exception {
        var http = new ProviderHttp();
        var crowd = new CountDownLatch(CROWD);
        try (var vendor = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Thread.ofVirtual().start(() -> serveTogether(vendor, crowd));
            URI address = URI.create("http://127.0.0.1:" + vendor.getLocalPort() + "/v1");
            var answers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < CROWD; i++) {
                answers.add(callers.submit(() -> status(http, address)));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
            await().until(() -> closed.get() == CROWD);

            assertThat(secondAtMost(http, address)).isEqualTo(200);
        } finally {
            http.close();
        }
    }

    /** A slow machine looks at the first connection after all, and needs no second attempt. */
    private static int secondAtMost(ProviderHttp http, URI address) {
        try {
            return status(http, address);
        } catch (ProviderFailure closed) {
            return status(http, address);
        }
    }

    /** Answers when so many have asked that each has a connection of its own. */
    private void serveTogether(ServerSocket vendor, CountDownLatch crowd) {
        while (!vendor.isClosed()) {
            try {
                Socket caller = vendor.accept();
                Thread.ofVirtual()
                        .start(() -> {
                            try (caller) {
                                read(caller);
                                crowd.countDown();
                                crowd.await();
                                caller.getOutputStream().write(ANSWER);
                                caller.getOutputStream().flush();
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            closed.incrementAndGet();
                        });
            } catch (IOException e) {
                if (!vendor.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void read(Socket caller) throws IOException {
        byte[] request = new byte[4_096];
        String read = "";
        while (!read.endsWith("{}")) {
            int n = caller.getInputStream().read(request);
            read += new String(request, 0, n, StandardCharsets.US_ASCII);
        }
    }

    private static int status(ProviderHttp http, URI address) {
        try (var exchange =
                http.post("vendor", address, Map.of(), new byte[] {'{', '}'}, LEFT, LEFT)) {
            exchange.body();
            return exchange.status();
        }
    }

    private void serve(ServerSocket vendor) {
        while (!vendor.isClosed()) {
            try (Socket caller = vendor.accept()) {
                read(caller);
                caller.getOutputStream().write(ANSWER);
                caller.getOutputStream().flush();
            } catch (IOException e) {
                if (!vendor.isClosed()) {
                    throw new UncheckedIOException(e);
                }
                return;
            }
            closed.incrementAndGet();
        }
    }
}
