package io.resolutionflow.session.upload.content;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Reads one PDF from standard input and writes its text to standard output, in a process of its own
 * (see {@link PdfText}): a byte of outcome, the number of pages, then UTF-8 text.
 */
public final class PdfTextProgram {

    static final int READ = 1;
    static final int LOCKED = 2;
    static final int BROKEN = 3;

    private static final int PAGES = 50;
    private static final int MOST = 4_000_000;

    private PdfTextProgram() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answer = System.out;
        // whatever a library says must not get into the answer
        System.setOut(System.err);
        try (var out = new DataOutputStream(new BufferedOutputStream(answer))) {
            byte[] file = System.in.readAllBytes();
            try (PDDocument document = Loader.loadPDF(file)) {
                String text = text(document);
                out.writeByte(READ);
                out.writeInt(document.getNumberOfPages());
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (InvalidPasswordException e) {
                out.writeByte(LOCKED);
                out.writeInt(0);
            } catch (IOException | RuntimeException e) {
                out.writeByte(BROKEN);
                out.writeInt(0);
            }
        }
    }

    private static String text(PDDocument document) throws IOException {
        var stripper = new PDFTextStripper();
        stripper.setEndPage(PAGES);
        var text = new Bounded();
        try {
            stripper.writeText(document, text);
        } catch (Enough e) {
            // what was read is kept
        }
        return text.toString();
    }

    /** Stops a document that would never end. */
    private static final class Bounded extends StringWriter {
        @Override
        public void write(String text, int from, int length) {
            if (getBuffer().length() + length > MOST) {
                throw new Enough();
            }
            super.write(text, from, length);
        }
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough", null, false, false);
        }
    }
}
