package io.resolutionflow.session.upload.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.session.Files;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * KD-23: the process that reads PDFs finds its program inside the packed service too, where the
 * class path is one jar that only its own launcher can read.
 */
class PackedPdfIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @Test
    void the_packed_service_reads_a_pdf_in_a_process_of_its_own() throws Exception {
        String[] said = inThePackedService(Files.pdf("Event 4625", "Page two")).split("\\|", 4);

        assertThat(said[0]).as("where the program came from").startsWith("jar:nested:");
        assertThat(said[1]).isEqualTo("2");
        assertThat(said[2]).isEqualTo("false");
        assertThat(said[3]).contains("Event 4625").contains("Page two");
    }

    private static String inThePackedService(byte[] pdf) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dloader.path=" + TARGET.resolve("test-classes"),
                                "-Dloader.main=" + PackedPdf.class.getName(),
                                "-cp",
                                packed().toString(),
                                "org.springframework.boot.loader.launch.PropertiesLauncher")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(pdf);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    private static Path packed() throws IOException {
        try (var jars = java.nio.file.Files.newDirectoryStream(TARGET, "session-service-*.jar")) {
            return jars.iterator().next();
        }
    }
}
