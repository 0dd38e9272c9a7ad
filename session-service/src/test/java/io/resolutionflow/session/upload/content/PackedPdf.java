package io.resolutionflow.session.upload.content;

import java.io.IOException;
import java.util.Objects;

/** Takes a PDF's text as the service does; {@link PackedPdfIT} runs it inside the packed jar. */
public final class PackedPdf {

    private PackedPdf() {}

    public static void main(String[] arguments) throws IOException {
        PdfText.Outcome outcome = new PdfText().of(System.in.readAllBytes());
        String from =
                Objects.requireNonNull(PdfText.class.getProtectionDomain().getCodeSource())
                        .getLocation()
                        .toString();
        System.out.println(
                String.join(
                        "|",
                        from,
                        String.valueOf(outcome.pages()),
                        String.valueOf(outcome.broken()),
                        String.valueOf(outcome.text())));
    }
}
