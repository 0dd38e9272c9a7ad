package io.resolutionflow.session.ai;

import io.resolutionflow.contracts.ai.AiCalls.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files of one turn as a model gets them (contract-sessions §6): text as data between marks, within
 * 8,000 tokens; images as images where the model sees.
 *
 * @param files in the order they were named
 * @param sees whether the model that would answer takes images
 */
public record PromptAttachments(List<File> files, boolean sees) {

    public static final PromptAttachments NONE = new PromptAttachments(List.of(), false);

    private static final int BYTES = (int) (8_000 * 3.5);

    /**
     * @param text what was read out of it, cut to 24,000 characters; null for an image
     * @param image base64, scaled; null for all else
     */
    public record File(
            UUID id,
            String filename,
            String contentType,
            long sizeBytes,
            @Nullable String text,
            @Nullable String imageType,
            @Nullable String image) {}

    public PromptAttachments {
        files = List.copyOf(files);
    }

    /** As {@code inputs.attachments}: what there is, without the pictures. */
    public List<Map<String, @Nullable Object>> described() {
        return files.stream().map(PromptAttachments::described).toList();
    }

    private static Map<String, @Nullable Object> described(File file) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("name", file.filename());
        line.put("content_type", file.contentType());
        line.put("size_bytes", file.sizeBytes());
        line.put("text", file.text() == null ? null : cut(file.text(), 4_000));
        return line;
    }

    public List<Part> parts(ForeignText foreign, SecretMask mask) {
        var parts = new ArrayList<Part>();
        int left = BYTES;
        for (File file : files) {
            String image = file.image();
            if (image != null && sees) {
                parts.add(Part.text(foreign.section("image " + file.filename(), "follows")));
                parts.add(new Part("image", null, null, file.imageType(), image));
                continue;
            }
            String text =
                    file.text() == null
                            ? "("
                                    + file.contentType()
                                    + ", "
                                    + file.sizeBytes()
                                    + " bytes, not shown)"
                            : mask.mask(file.text());
            String shown = cut(text, Math.max(0, left));
            left -= shown.getBytes(StandardCharsets.UTF_8).length;
            if (!shown.isEmpty()) {
                parts.add(Part.text(foreign.section("file " + file.filename(), shown)));
            }
        }
        return parts;
    }

    public boolean showsAnImage() {
        return files.stream().anyMatch(file -> file.image() != null);
    }

    /** Images a model without eyes was not shown. */
    public List<UUID> ignored() {
        return sees
                ? List.of()
                : files.stream().filter(file -> file.image() != null).map(File::id).toList();
    }

    /** First and last halves. */
    private static String cut(String text, int most) {
        return text.length() <= most
                ? text
                : most < 100
                        ? ""
                        : text.substring(0, most / 2)
                                + "\n[…]\n"
                                + text.substring(text.length() - most / 2);
    }
}
