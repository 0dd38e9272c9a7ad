package io.resolutionflow.e2e.gateway;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.report.Latencies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Keycloak is killed, and everybody who is signed in works on as if nothing had happened, while
 * tokens with made-up key ids arrive. Afterwards it is started again and people sign in.
 */
public final class KeycloakOutage implements ChaosRun {

    private static final List<String> PATHS =
            List.of(
                    "/api/v1/ai-sessions",
                    "/api/v1/l1/queue",
                    "/api/v1/members/me",
                    "/api/v1/integrations/psa/connections",
                    "/api/v1/ai/quota");
    private static final String KEYCLOAK = "keycloak";

    @Override
    public String name() {
        return KEYCLOAK;
    }

    @Override
    public String about() {
        return "Keycloak away: nobody with a valid token notices, whatever else arrives";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        int seconds = chaos.settings().number("seconds", 60);
        int perSecond = chaos.settings().number("rate", 50);
        int floodPerSecond = chaos.settings().number("flood", 50);
        Person person = chaos.stack().gateway().signIn("owner@acme.test");
        // every service has fetched the keys once, as any would have that ever served somebody
        PATHS.forEach(person::get);
        var good = new AtomicInteger();
        var failed = new AtomicInteger();
        var refused = new AtomicInteger();
        var taken = new AtomicInteger();
        var latencies = new Latencies();
        RandomGenerator.SplittableGenerator random = chaos.random();
        chaos.stack().kill(KEYCLOAK);
        try (var clock = Executors.newScheduledThreadPool(2);
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var honest = random.split();
            clock.scheduleAtFixedRate(
                    () -> {
                        String path = PATHS.get(honest.nextInt(PATHS.size()));
                        workers.execute(() -> honest(person, path, latencies, good, failed));
                    },
                    0,
                    TimeUnit.SECONDS.toNanos(1) / perSecond,
                    TimeUnit.NANOSECONDS);
            var made = random.split();
            clock.scheduleAtFixedRate(
                    () -> {
                        String token = unknownKey(person.token(), made.nextLong());
                        workers.execute(() -> forged(person, token, refused, taken));
                    },
                    0,
                    TimeUnit.SECONDS.toNanos(1) / floodPerSecond,
                    TimeUnit.NANOSECONDS);
            Thread.sleep(Duration.ofSeconds(seconds));
            clock.shutdownNow();
        } finally {
            chaos.stack().restart(KEYCLOAK);
        }
        var report = chaos.report();
        latencies.report(report, "with a valid token");
        report.figure("requests with a valid token", good.get() + failed.get(), "");
        report.check("no failed request with a valid token", failed.get() == 0, failed + " failed");
        report.check("made-up key ids all refused", taken.get() == 0, refused + " refused");
        report.check("something was asked", good.get() > seconds, good + " answered");
    }

    private static void honest(
            Person person,
            String path,
            Latencies latencies,
            AtomicInteger good,
            AtomicInteger failed) {
        long began = System.nanoTime();
        try {
            (person.get(path).is(200) ? good : failed).incrementAndGet();
        } catch (RuntimeException e) {
            failed.incrementAndGet();
        }
        latencies.add(System.nanoTime() - began);
    }

    private static void forged(
            Person person, String token, AtomicInteger refused, AtomicInteger taken) {
        try {
            Answer answer =
                    person.call(
                            "GET",
                            PATHS.getFirst(),
                            null,
                            Map.of("Authorization", "Bearer " + token));
            (answer.is(401) || answer.is(429) ? refused : taken).incrementAndGet();
        } catch (RuntimeException e) {
            taken.incrementAndGet();
        }
    }

    /** A token that looks sound but names a key nobody has. */
    private static String unknownKey(String token, long number) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"made-up-" + number + "\"}";
        return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + token.substring(token.indexOf('.'));
    }
}
