package io.resolutionflow.session.ai;

import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.session.ai.PromptAttachments.File;
import io.resolutionflow.session.upload.Attachment;
import io.resolutionflow.session.upload.Attachments;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads the files of one turn for a prompt, with no transaction open. */
@Component
public class TurnAttachments {

    private final Attachments attachments;
    private final ModelEyes eyes;

    TurnAttachments(Attachments attachments, ModelEyes eyes) {
        this.attachments = attachments;
        this.eyes = eyes;
    }

    public PromptAttachments read(AiTask task, List<UUID> ids) {
        if (ids.isEmpty()) {
            return PromptAttachments.NONE;
        }
        List<File> files = attachments.read(ids).stream().map(TurnAttachments::file).toList();
        boolean pictures = files.stream().anyMatch(file -> file.image() != null);
        return new PromptAttachments(files, pictures && eyes.see(task));
    }

    private static File file(Attachment read) {
        Attachment.ImageData image = read.image();
        return new File(
                read.id(),
                read.filename(),
                read.contentType(),
                read.sizeBytes(),
                read.text(),
                image == null ? null : image.mediaType(),
                image == null ? null : image.base64());
    }
}
