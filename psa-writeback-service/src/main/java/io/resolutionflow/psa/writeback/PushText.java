package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.preview.Preview;
import io.resolutionflow.psa.preview.PreviewKind;
import io.resolutionflow.psa.preview.PreviewWriter.Author;
import io.resolutionflow.psa.preview.Previews;
import io.resolutionflow.psa.session.Sessions;
import io.resolutionflow.psa.session.WritebackContext;
import io.resolutionflow.psa.writeback.Writeback.Text;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The text of an automatic push, made when it is first tried: the preview, or a template when no
 * text can be written (contract-psa §12).
 */
@Component
class PushText {

    private final Previews previews;
    private final Sessions sessions;
    private final WalkTexts walks;

    PushText(Previews previews, Sessions sessions, WalkTexts walks) {
        this.previews = previews;
        this.sessions = sessions;
        this.walks = walks;
    }

    private record Made(String markdown, String answerSource) {}

    /**
     * @throws WritebackStopped when session or walk cannot be read now
     */
    void run(WritebackRun run) {
        Writeback w = run.writeback();
        if (!w.text().markdown().isBlank()) {
            return;
        }
        Made made;
        try {
            made =
                    w.source().walkId() == null
                            ? ofSession(w)
                            : new Made(walks.of(w.source().walkId(), w.kind()), "template");
        } catch (DomainException e) {
            throw new WritebackStopped(
                    e, e.code(), NextStep.RETRY_PSA_PUSH, null, e.status() == 404);
        }
        if (made.markdown().isBlank()) {
            throw new WritebackStopped(
                    new DomainException(
                            502, "psa_post_failed", "There is nothing to write into the ticket."),
                    "no_text",
                    NextStep.RETRY_PSA_PUSH,
                    null,
                    true);
        }
        String plain = PlainText.of(made.markdown());
        run.change(
                w.with(
                        new Text(
                                made.markdown(),
                                plain,
                                NormalisedText.sha256(plain),
                                Summary.derive(made.markdown()),
                                made.answerSource(),
                                w.text().marker(),
                                w.text().visibility())));
    }

    private Made ofSession(Writeback w) {
        UUID session = Objects.requireNonNull(w.source().sessionId());
        WritebackContext context = sessions.context(session);
        PreviewKind kind =
                w.kind() == WritebackKind.RESOLUTION_NOTE
                        ? PreviewKind.RESOLUTION_NOTE
                        : PreviewKind.ESCALATION_PACKAGE;
        try {
            Preview preview =
                    previews.forPush(
                            kind,
                            session,
                            context,
                            new Author(w.requester().id(), w.requester().name()));
            return new Made(preview.markdown(), preview.answerSource());
        } catch (DomainException e) {
            return new Made(BundleTemplate.of(kind, context.bundle()), "template");
        }
    }
}
