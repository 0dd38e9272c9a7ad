package io.resolutionflow.session.similar;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.similar.SessionEmbeddings.Source;
import io.resolutionflow.session.similar.SessionEmbeddings.Stale;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives sessions their vectors, on any replica: lease, read, ask without a transaction, write. */
@Component
class EmbedSessions {

    private static final Logger log = LoggerFactory.getLogger(EmbedSessions.class);
    private static final int BATCH = 64;
    private static final int TEXT = 8_000;
    private static final int MOVED = 500;
    private static final int RENEWED = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final TransactionTemplate transaction;
    private final SessionEmbeddings embeddings;
    private final Embedder embedder;
    private final SecretMask mask;
    private final EmbeddingProperties properties;
    private final Clock clock;

    /** The model whose former vectors were all made due; asked again when another answers. */
    private volatile String settled = "";

    /** The model that answered last: what it made of the same words need not be asked for again. */
    private volatile String present = "";

    EmbedSessions(
            TransactionTemplate transaction,
            SessionEmbeddings embeddings,
            Embedder embedder,
            SecretMask mask,
            EmbeddingProperties properties,
            Clock clock) {
        this.transaction = transaction;
        this.embeddings = embeddings;
        this.embedder = embedder;
        this.mask = mask;
        this.properties = properties;
        this.clock = clock;
    }

    private record Job(Stale stale, String text, String hash) {}

    @Scheduled(fixedDelayString = "${rf.session.embeddings.poll:1s}")
    void run() {
        List<Stale> stale =
                Objects.requireNonNull(
                        transaction.execute(
                                tx -> embeddings.claim(BATCH, properties.lease().toSeconds())));
        Map<UUID, List<Stale>> byAccount =
                stale.stream().collect(Collectors.groupingBy(Stale::accountId));
        byAccount.forEach(
                (account, rows) -> TenantContext.run(account, () -> embed(account, rows)));
    }

    private void embed(UUID account, List<Stale> rows) {
        var jobs = new ArrayList<Job>();
        for (Stale stale : rows) {
            transaction.executeWithoutResult(tx -> job(stale).ifPresent(jobs::add));
        }
        if (jobs.isEmpty()) {
            return;
        }
        try {
            var vectors = embedder.embed(jobs.stream().map(Job::text).toList());
            present = vectors.model() + ":" + vectors.modelVersion();
            transaction.executeWithoutResult(tx -> {
                for (int i = 0; i < jobs.size(); i++) {
                    Job job = jobs.get(i);
                    embeddings.ready(
                            job.stale(),
                            vectors.values().get(i),
                            vectors.model(),
                            vectors.modelVersion(),
                            job.hash(),
                            clock.instant());
                }
                embeddings.moveIntoGraph(account, properties.exactLimit(), MOVED);
            });
            renewOthers(vectors);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("sessions", jobs.size())
                    .addKeyValue("failure", e.getClass().getSimpleName())
                    .log("sessions not embedded, to be tried again");
            transaction.executeWithoutResult(
                    tx -> jobs.forEach(job -> embeddings.again(job.stale(), later(job.stale()))));
        }
    }

    /** Nothing to do when there are no words, or the same ones as before. */
    private Optional<Job> job(Stale stale) {
        Optional<Source> source = embeddings.source(stale);
        String text = source.map(this::text).orElse("");
        if (text.isBlank()) {
            embeddings.unchanged(stale, "empty", clock.instant());
            return Optional.empty();
        }
        String hash = hash(text);
        boolean same =
                source.filter(s -> hash.equals(s.hash()) && present.equals(s.model())).isPresent();
        if (same) {
            embeddings.unchanged(stale, "ready", clock.instant());
            return Optional.empty();
        }
        return Optional.of(new Job(stale, text, hash));
    }

    /** Problem summary, domain and first problem text; once resolved, the resolution too. */
    private String text(Source source) {
        String told =
                source.told() == null || source.told().isBlank()
                        ? source.firstMessage()
                        : source.told();
        String text =
                Stream.of(source.summary(), source.domain(), source.resolution(), told)
                        .filter(part -> part != null && !part.isBlank())
                        .map(String::strip)
                        .collect(Collectors.joining("\n"));
        String masked = mask.mask(text);
        return masked.length() <= TEXT ? masked : masked.substring(0, TEXT);
    }

    private void renewOthers(Embedder.Vectors vectors) {
        String now = vectors.model() + ":" + vectors.modelVersion();
        if (settled.equals(now)) {
            return;
        }
        int renewed =
                TenantContext.call(
                        null,
                        () ->
                                Objects.requireNonNull(
                                        transaction.execute(tx ->
                                                embeddings.renewOthers(
                                                        vectors.model(),
                                                        vectors.modelVersion(),
                                                        RENEWED))));
        if (renewed == 0) {
            settled = now;
        }
    }

    private Instant later(Stale stale) {
        long seconds = 5L << Math.min(stale.attempts() - 1, 6);
        return clock.instant()
                .plus(
                        Duration.ofSeconds(seconds).compareTo(LONGEST_PAUSE) > 0
                                ? LONGEST_PAUSE
                                : Duration.ofSeconds(seconds));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
