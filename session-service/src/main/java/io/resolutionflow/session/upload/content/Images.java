package io.resolutionflow.session.upload.content;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Draws images anew, so that nothing but their pixels is kept: no metadata, no second file behind
 * the first. An animation keeps its first picture.
 */
@Component
public class Images {

    /** A model is given no longer edge than this (contract-sessions §6). */
    public static final int MODEL_EDGE = 1568;

    private static final Logger log = LoggerFactory.getLogger(Images.class);

    /** More pixels than this are thinned out while they are read: 24 million are 96 MB. */
    private static final long MAX_PIXELS = 24_000_000;

    /** A claim no camera and no screen makes: small files that say so are bombs. */
    private static final long BOMB_PIXELS = 400_000_000;

    private static final int AT_ONCE = 2;

    private final Semaphore room = new Semaphore(AT_ONCE);

    /** An image as a model takes it. */
    public record ForModel(String mediaType, byte[] bytes) {}

    /** The same picture and nothing else; empty when the bytes are no picture of that type. */
    public Optional<byte[]> redrawn(FileType type, byte[] bytes) {
        return withRoom(() -> {
            Optional<BufferedImage> image = read(type, bytes);
            if (image.isEmpty()) {
                return Optional.empty();
            }
            // nothing here writes WebP: its picture chunks are copied, everything else is left out
            return type == FileType.WEBP
                    ? WebpContainer.picturesOnly(bytes)
                    : Optional.of(written(image.get(), format(type)));
        });
    }

    /** The picture with its longest edge at most {@link #MODEL_EDGE}. */
    public Optional<ForModel> forModel(FileType type, byte[] bytes) {
        return withRoom(() -> {
            Optional<BufferedImage> read = read(type, bytes);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            BufferedImage image = read.get();
            int longest = Math.max(image.getWidth(), image.getHeight());
            if (longest <= MODEL_EDGE) {
                return Optional.of(new ForModel(type.contentType(), bytes));
            }
            boolean photo = type == FileType.JPEG;
            BufferedImage small = scaled(image, (double) MODEL_EDGE / longest, photo);
            return Optional.of(
                    new ForModel(
                            photo ? "image/jpeg" : "image/png",
                            written(small, photo ? "jpeg" : "png")));
        });
    }

    private interface Work<T> {
        Optional<T> run() throws IOException;
    }

    private <T> Optional<T> withRoom(Work<T> work) {
        room.acquireUninterruptibly();
        try {
            return work.run();
        } catch (IOException | RuntimeException e) {
            // decoders throw what they like at hostile bytes; the text may quote them
            log.atInfo()
                    .addKeyValue("failure", e.getClass().getSimpleName())
                    .log("image could not be read");
            return Optional.empty();
        } finally {
            room.release();
        }
    }

    private static Optional<BufferedImage> read(FileType type, byte[] bytes) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format(type));
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            // forward only and without metadata: compressed remarks are never unpacked
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels <= 0 || pixels > BOMB_PIXELS) {
                return Optional.empty();
            }
            ImageReadParam how = reader.getDefaultReadParam();
            if (pixels > MAX_PIXELS) {
                int every = (int) Math.ceil(Math.sqrt((double) pixels / MAX_PIXELS));
                how.setSourceSubsampling(every, every, 0, 0);
            }
            return Optional.of(reader.read(0, how));
        } finally {
            reader.dispose();
        }
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        BufferedImage fit =
                format.equals("jpeg") && image.getColorModel().hasAlpha()
                        ? scaled(image, 1, true)
                        : image;
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(fit, format, out)) {
            throw new IOException("no writer takes this picture");
        }
        return out.toByteArray();
    }

    private static BufferedImage scaled(BufferedImage image, double factor, boolean opaque) {
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        var small =
                new BufferedImage(
                        width,
                        height,
                        opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = small.createGraphics();
        try {
            pen.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            pen.drawImage(image, 0, 0, width, height, null);
        } finally {
            pen.dispose();
        }
        return small;
    }

    private static String format(FileType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
