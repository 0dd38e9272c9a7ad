package io.resolutionflow.session;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Files as people and attackers upload them. */
public final class Files {

    /** A lossless picture of one dot. */
    static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    private Files() {}

    /**
     * @param format {@code png}, {@code jpeg} or {@code gif}
     */
    public static byte[] image(String format, int width, int height) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(
                    new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    /** A PDF with one line of text on each page. */
    public static byte[] pdf(String... lines) {
        try (var document = new PDDocument()) {
            for (String line : lines) {
                var page = new PDPage();
                document.addPage(page);
                try (var content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(50, 700);
                    content.showText(line);
                    content.endText();
                }
            }
            return saved(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] lockedPdf() {
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return saved(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page whose content unpacks to this many megabytes; written by hand, not unpacked here. */
    public static byte[] pdfBomb(int megabytes) {
        var packed = new ByteArrayOutputStream();
        byte[] line = bytes("(a) Tj ".repeat(150_000));
        try (var out = new DeflaterOutputStream(packed)) {
            for (int i = 0; i < megabytes; i++) {
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var file = new ByteArrayOutputStream();
        file.writeBytes(
                bytes(
                        """
                        %PDF-1.4
                        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
                        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
                        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>> endobj
                        """));
        file.writeBytes(
                bytes("4 0 obj <</Length " + packed.size() + "/Filter/FlateDecode>> stream\n"));
        file.writeBytes(packed.toByteArray());
        file.writeBytes(bytes("\nendstream endobj\ntrailer <</Root 1 0 R/Size 5>>\n%%EOF\n"));
        return file.toByteArray();
    }

    private static byte[] saved(PDDocument document) throws IOException {
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }
}
