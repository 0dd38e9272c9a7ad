package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.parts.TestParts;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import io.resolutionflow.platform.testing.service.SseReader;
import io.resolutionflow.platform.testing.service.SseReader.Event;
import io.resolutionflow.platform.testing.service.Together;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A service that is told to stop while many read from it. */
class ShutdownIT extends ServiceUnderTest {

    private static final int READERS = 200;
    private static final int TOGETHER = 10;

    /** 143 is the exit after SIGTERM. */
    private static final int TERMINATED = 143;

    private final TestPerson ana = TestPerson.engineer(account, "Ana Ruiz");

    @Test
    void two_hundred_streams_end_in_time_and_go_on_at_another_process() throws Exception {
        int port = freePort();
        try (ForkedJvm toy =
                ForkedJvm.start(
                        ToyApplication.class,
                        List.of(),
                        ToyProcess.environment("shutdown", port, TestParts.ownTopics()),
                        "Started ToyApplication")) {
            toy.awaitReady();
            var client = new ServiceClient(port, json);
            var readers = new ArrayList<SseReader>();
            while (readers.size() < READERS) {
                readers.addAll(
                        Together.call(
                                Collections.<Callable<SseReader>>nCopies(
                                        TOGETHER,
                                        () ->
                                                SseReader.open(
                                                        client.request(
                                                                        ana.bearer(),
                                                                        "/api/v1/numbers/stream")
                                                                .build()))));
            }
            await().atMost(SOON)
                    .until(() -> readers.stream().allMatch(one -> one.events().size() == 3));

            long told = System.nanoTime();
            toy.terminate();
            int exit = toy.awaitExit(Duration.ofSeconds(60));
            Duration took = Duration.ofNanos(System.nanoTime() - told);

            assertThat(exit).isEqualTo(TERMINATED);
            System.out.println("exit after " + took.toMillis() + " ms");
            assertThat(took).isLessThanOrEqualTo(Duration.ofSeconds(6));
            await().atMost(SOON).until(() -> readers.stream().allMatch(SseReader::ended));
            assertThat(readers)
                    .allSatisfy(one ->
                            assertThat(one.events().getLast().data().path("reason").asString())
                                    .isEqualTo("shutdown"));
            goOnHere(readers.getFirst().lastId());
        }
    }

    private void goOnHere(String lastId) {
        var request = request(ana, "/api/v1/numbers/stream?to=5").header("Last-Event-ID", lastId);
        try (var stream = SseReader.open(request.build())) {
            await().atMost(SOON).until(() -> stream.events().size() == 2);
            assertThat(stream.events()).extracting(Event::id).containsExactly("4", "5");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
