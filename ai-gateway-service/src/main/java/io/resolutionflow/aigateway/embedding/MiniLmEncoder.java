package io.resolutionflow.aigateway.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The model and tokenizer of the MiniLM jar, run by ONNX Runtime with one thread an inference and
 * without spinning: the library's own class takes every core and keeps it busy between calls.
 * Thread-safe.
 */
final class MiniLmEncoder implements AutoCloseable {

    private static final String MODEL = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";
    private static final String NATIVE_CACHE = "DJL_CACHE_DIR";
    private static final long CLS = 101;
    private static final long SEP = 102;
    private static final int VERSION_DIGITS = 16;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final String version;

    MiniLmEncoder() {
        keepNativeCodeInTheTemporaryFolder();
        try (InputStream words = resource(TOKENIZER)) {
            Path file = Files.createTempFile("minilm", ".onnx");
            version = copy(file);
            session = environment.createSession(file.toString(), options());
            Files.delete(file);
            tokenizer =
                    HuggingFaceTokenizer.newInstance(
                            words, Map.of("padding", "false", "truncation", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model could not be loaded", e);
        }
    }

    /** Digest of the weights: vectors of two versions never mix. */
    String version() {
        return version;
    }

    /** Word pieces of a text, without the marks at its ends. */
    long[] pieces(String text) {
        return tokenizer.encode(text, false, false).getIds();
    }

    /** The mean over the pieces of each row, not normalised yet; rows may differ in length. */
    float[][] encode(List<long[]> rows) {
        int longest = rows.stream().mapToInt(row -> row.length).max().orElse(0) + 2;
        var ids = new long[rows.size()][longest];
        var mask = new long[rows.size()][longest];
        for (int i = 0; i < rows.size(); i++) {
            long[] row = rows.get(i);
            ids[i][0] = CLS;
            System.arraycopy(row, 0, ids[i], 1, row.length);
            ids[i][row.length + 1] = SEP;
            Arrays.fill(mask[i], 0, row.length + 2, 1);
        }
        try (var idTensor = OnnxTensor.createTensor(environment, ids);
                var maskTensor = OnnxTensor.createTensor(environment, mask);
                var typeTensor =
                        OnnxTensor.createTensor(environment, new long[rows.size()][longest]);
                var result =
                        session.run(
                                Map.of(
                                        "input_ids",
                                        idTensor,
                                        "attention_mask",
                                        maskTensor,
                                        "token_type_ids",
                                        typeTensor))) {
            return means((float[][][]) result.get(0).getValue(), mask);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model failed", e);
        }
    }

    private static float[][] means(float[][][] hidden, long[][] mask) {
        var means = new float[hidden.length][];
        for (int i = 0; i < hidden.length; i++) {
            var sum = new double[hidden[i][0].length];
            int pieces = 0;
            for (int j = 0; j < hidden[i].length && mask[i][j] == 1; j++, pieces++) {
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += hidden[i][j][k];
                }
            }
            means[i] = new float[sum.length];
            for (int k = 0; k < sum.length; k++) {
                means[i][k] = (float) (sum[k] / pieces);
            }
        }
        return means;
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    // through a file and not the heap: the weights are 90 MB and needed once
    private static String copy(Path file) throws IOException {
        try (var weights =
                new DigestInputStream(resource(MODEL), MessageDigest.getInstance("SHA-256"))) {
            Files.copy(weights, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return HexFormat.of()
                    .formatHex(weights.getMessageDigest().digest())
                    .substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // the tokenizer's library would unpack itself into the home folder, which a container may not
    // have
    private static void keepNativeCodeInTheTemporaryFolder() {
        if (System.getenv(NATIVE_CACHE) == null && System.getProperty(NATIVE_CACHE) == null) {
            System.setProperty(
                    NATIVE_CACHE,
                    Path.of(System.getProperty("java.io.tmpdir"), "rf-embedder").toString());
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(
                dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel.class
                        .getResourceAsStream(name));
    }

    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
