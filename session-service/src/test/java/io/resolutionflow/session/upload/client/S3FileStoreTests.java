package io.resolutionflow.session.upload.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.upload.Upload;
import io.resolutionflow.session.upload.UploadProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Files in an S3-compatible store: by the protocol itself, every signature checked. {@code
 * -Drf.s3.endpoint}, {@code -Drf.s3.bucket}, {@code -Drf.s3.access-key} and {@code
 * -Drf.s3.secret-key} name a real one to be tried in its place.
 */
class S3FileStoreTests {

    private static final String SECRET = "a secret between two";

    private S3Stub stub;
    private S3FileStore store;

    @BeforeEach
    void open() throws IOException {
        stub = new S3Stub(SECRET);
        store = store(System.getProperty("rf.s3.secret-key", SECRET));
    }

    @AfterEach
    void close() {
        store.close();
        stub.close();
    }

    private S3FileStore store(String secret) {
        var s3 =
                new UploadProperties.S3(
                        System.getProperty("rf.s3.endpoint", stub.url()),
                        "eu-central-1",
                        System.getProperty("rf.s3.bucket", "files"),
                        System.getProperty("rf.s3.access-key", "reader-and-writer"),
                        secret,
                        true);
        return new S3FileStore(new UploadProperties("", Duration.ofHours(1), s3));
    }

    private Upload upload(String filename, String contentType, byte[] bytes) {
        UUID account = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        var without = upload(account, id, filename, contentType, bytes, null);
        return upload(account, id, filename, contentType, bytes, store.keyOf(without));
    }

    private static Upload upload(
            UUID account,
            UUID id,
            String filename,
            String contentType,
            byte[] bytes,
            @org.jspecify.annotations.Nullable String key) {
        return new Upload(
                account,
                id,
                null,
                UUID.randomUUID(),
                filename,
                contentType,
                bytes.length,
                "",
                key,
                false,
                Instant.EPOCH);
    }

    @Test
    void bytes_come_back_as_they_went_and_every_act_may_be_repeated() {
        byte[] bytes = new byte[300_000];
        new java.util.Random(7).nextBytes(bytes);
        Upload file = upload("trace.log", "text/plain", bytes);
        assertThat(file.storageKey()).isEqualTo("s3:" + file.accountId() + "/" + file.id());

        store.put(file, bytes);
        store.put(file, bytes);

        assertThat(store.get(file)).isEqualTo(bytes);
        store.delete(file);
        store.delete(file);
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> store.get(file));
    }

    @Test
    void a_link_opens_by_itself_and_says_what_a_browser_may_do_with_it() throws Exception {
        byte[] bytes = "Ereignis 4625".getBytes(StandardCharsets.UTF_8);
        Upload log = upload("Prüfung 1.log", "text/plain", bytes);
        Upload picture = upload("screen.png", "image/png", bytes);
        store.put(log, bytes);
        store.put(picture, bytes);

        HttpResponse<byte[]> opened = open(link(log));

        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).isEqualTo(bytes);
        assertThat(opened.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(opened.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("Pr%C3%BCfung%201.log");
        assertThat(open(link(picture)).headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("inline");
        String altered = link(log).toString().replace(log.id().toString(), picture.id().toString());
        assertThat(open(URI.create(altered)).statusCode()).isEqualTo(403);
        store.delete(log);
        store.delete(picture);
    }

    @Test
    void a_store_that_is_away_or_refuses_is_503_and_names_nothing() {
        byte[] bytes = {1};
        Upload file = upload("a.txt", "text/plain", bytes);
        try (S3FileStore stranger = store("another secret")) {
            assertThat(refusal(() -> stranger.put(file, bytes)).status()).isEqualTo(503);
        }
        stub.broken = 500;
        try (S3FileStore here = onStub()) {
            DomainException away = refusal(() -> here.put(file, bytes));
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.code()).isEqualTo("service_unavailable");
            assertThat(away.detail()).doesNotContainIgnoringCase("s3").doesNotContain("127.0.0.1");
            assertThat(refusal(() -> here.get(file)).status()).isEqualTo(503);
        }
        assertThat(stub.size()).isZero();
    }

    private S3FileStore onStub() {
        return new S3FileStore(
                new UploadProperties(
                        "",
                        Duration.ofHours(1),
                        new UploadProperties.S3(
                                stub.url(), "eu-central-1", "files", "someone", SECRET, true)));
    }

    private static DomainException refusal(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        return catchThrowableOfType(DomainException.class, act);
    }

    private URI link(Upload upload) {
        return store.link(upload, Duration.ofMinutes(5)).orElseThrow();
    }

    private static HttpResponse<byte[]> open(URI link) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray());
        }
    }
}
