package io.resolutionflow.session.upload.client;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.upload.FileStore;
import io.resolutionflow.session.upload.Upload;
import io.resolutionflow.session.upload.UploadProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.core.annotation.Order;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Bytes in a bucket, one object a file: {@code <account>/<upload>}. */
@Component
@Order(1)
@ConditionalOnExpression("!'${rf.session.uploads.s3.bucket:}'.isBlank()")
class S3FileStore implements FileStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(S3FileStore.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);

    /** With all tries: shorter than anybody waits for an answer here. */
    private static final Duration WHOLE = Duration.ofSeconds(20);

    private static final int RETRY_SECONDS = 5;

    private final S3Client client;
    private final S3Presigner presigner;
    private final String bucket;

    S3FileStore(UploadProperties properties) {
        UploadProperties.S3 s3 = Objects.requireNonNull(properties.s3(), "no bucket");
        var credentials =
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(s3.accessKey(), s3.secretKey()));
        var style =
                S3Configuration.builder()
                        .pathStyleAccessEnabled(s3.pathStyle())
                        // a body in signed pieces is more than other makers' servers need to know
                        .chunkedEncodingEnabled(false)
                        .build();
        var region = Region.of(s3.region());
        var calls =
                S3Client.builder()
                        .region(region)
                        .credentialsProvider(credentials)
                        .serviceConfiguration(style)
                        .overrideConfiguration(call -> call.apiCallTimeout(WHOLE))
                        // nor the newer trailing checksums
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT)
                                        .socketTimeout(ANSWER));
        var links =
                S3Presigner.builder()
                        .region(region)
                        .credentialsProvider(credentials)
                        .serviceConfiguration(style);
        if (!s3.endpoint().isBlank()) {
            calls.endpointOverride(URI.create(s3.endpoint()));
            links.endpointOverride(URI.create(s3.endpoint()));
        }
        this.client = calls.build();
        this.presigner = links.build();
        this.bucket = s3.bucket();
    }

    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public String keyOf(Upload upload) {
        return scheme() + ":" + upload.accountId() + "/" + upload.id();
    }

    @Override
    public void put(Upload upload, byte[] bytes) {
        asked(() ->
                client.putObject(
                        request ->
                                request.bucket(bucket)
                                        .key(object(upload))
                                        .contentType(upload.contentType()),
                        RequestBody.fromBytes(bytes)));
    }

    @Override
    public byte[] get(Upload upload) {
        return asked(() ->
                        client.getObjectAsBytes(
                                request -> request.bucket(bucket).key(object(upload))))
                .asByteArray();
    }

    @Override
    public void delete(Upload upload) {
        asked(() -> client.deleteObject(request -> request.bucket(bucket).key(object(upload))));
    }

    private static <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            log.atWarn().setCause(e).log("no answer from the file store");
            throw DomainException.unavailable(
                    "Files cannot be kept or read right now. Try again.", RETRY_SECONDS);
        }
    }

    @Override
    public Optional<URI> link(Upload upload, Duration validity) {
        var link =
                presigner.presignGetObject(request ->
                        request.signatureDuration(validity)
                                .getObjectRequest(get ->
                                        get.bucket(bucket)
                                                .key(object(upload))
                                                .responseContentType(upload.contentType())
                                                .responseContentDisposition(disposition(upload))));
        return Optional.of(URI.create(link.url().toString()));
    }

    private static String disposition(Upload upload) {
        var how =
                upload.type().isImage()
                        ? ContentDisposition.inline()
                        : ContentDisposition.attachment();
        return how.filename(upload.filename(), StandardCharsets.UTF_8).build().toString();
    }

    @Override
    public void close() {
        client.close();
        presigner.close();
    }

    private String object(Upload upload) {
        return Objects.requireNonNull(upload.storageKey()).substring(scheme().length() + 1);
    }
}
