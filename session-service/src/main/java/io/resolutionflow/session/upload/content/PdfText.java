package io.resolutionflow.session.upload.content;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Text of a PDF's first 50 pages within ten seconds. PDFs are programs in disguise: a parser that
 * is led to unpack gigabytes, or to loop, dies in a small process of its own that knows nothing of
 * this one's secrets.
 */
@Component
public class PdfText {

    private static final Logger log = LoggerFactory.getLogger(PdfText.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int AT_ONCE = 2;
    private static final int MAX_OUTPUT = 16 * 1024 * 1024;
    private static final String PROGRAM = PdfTextProgram.class.getName();

    private final Semaphore room = new Semaphore(AT_ONCE);

    /**
     * @param text null when there is none to be had: locked, too slow, too large
     * @param broken whether the file is no PDF at all
     */
    public record Outcome(@Nullable String text, @Nullable Integer pages, boolean broken) {

        static final Outcome NOTHING = new Outcome(null, null, false);
    }

    public Outcome of(byte[] file) {
        room.acquireUninterruptibly();
        try {
            return read(file);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("no text could be taken from a PDF");
            return Outcome.NOTHING;
        } finally {
            room.release();
        }
    }

    private static Outcome read(byte[] file) throws IOException {
        var builder = new ProcessBuilder(command());
        builder.environment().clear();
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        var late = new AtomicBoolean();
        Thread guard = Thread.ofVirtual().name("pdf-guard").start(() -> end(process, late));
        try {
            Thread.ofVirtual().name("pdf-in").start(() -> feed(process, file));
            return answer(process, late);
        } finally {
            process.destroyForcibly();
            guard.interrupt();
        }
    }

    private static void end(Process process, AtomicBoolean late) {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                late.set(true);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void feed(Process process, byte[] file) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(file);
        } catch (IOException e) {
            // the program ended before it had read everything; its answer says why
        }
    }

    private static Outcome answer(Process process, AtomicBoolean late) throws IOException {
        try (var out = new DataInputStream(process.getInputStream())) {
            int outcome = out.read();
            if (outcome < 0) {
                log.atInfo().addKeyValue("too_slow", late.get()).log("a PDF gave no text");
                return Outcome.NOTHING;
            }
            int pages = out.readInt();
            return switch (outcome) {
                case PdfTextProgram.READ -> read(out, pages);
                case PdfTextProgram.BROKEN -> new Outcome(null, null, true);
                default -> Outcome.NOTHING;
            };
        }
    }

    private static Outcome read(InputStream out, int pages) throws IOException {
        String text =
                new String(out.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8)
                        .replaceAll("[\\p{Cc}&&[^\\n\\t]]", " ")
                        .strip();
        return new Outcome(text.isEmpty() ? null : text, pages, false);
    }

    private static List<String> command() {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx160m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Djava.awt.headless=true",
                                "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
                                "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog"));
        String classPath = System.getProperty("java.class.path");
        if (isBootJar(classPath)) {
            command.add("-Dloader.main=" + PROGRAM);
            command.addAll(
                    List.of(
                            "-cp",
                            classPath,
                            "org.springframework.boot.loader.launch.PropertiesLauncher"));
        } else {
            command.addAll(List.of("-cp", classPath, PROGRAM));
        }
        return command;
    }

    /** A packed service is one jar with its libraries inside, which only its launcher can read. */
    private static boolean isBootJar(String classPath) {
        return !classPath.contains(java.io.File.pathSeparator)
                && classPath.endsWith(".jar")
                && PdfText.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()
                        .startsWith("jar:nested:");
    }
}
