package io.resolutionflow.session.lifecycle;

import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.PromptAttachments;
import io.resolutionflow.session.ai.TurnAttachments;
import io.resolutionflow.session.flow.PublishedFlows;
import io.resolutionflow.session.guided.GuidedSaid;
import io.resolutionflow.session.guided.GuidedStart;
import io.resolutionflow.session.lifecycle.SessionOpening.Prepared;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.FlowMatch;
import io.resolutionflow.session.session.IntakeContent;
import io.resolutionflow.session.session.Titles;
import io.resolutionflow.session.step.Step;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins a session. A chat asks no model, so nothing about models can refuse it (KD-8); a guided
 * one is stored with its first step or not at all (KD-2).
 */
@Service
public class StartSession {

    private final SessionOpening opening;
    private final GuidedStart guided;
    private final PublishedFlows flows;
    private final TurnAttachments attachments;
    private final TransactionTemplate transaction;
    private final Ids ids;

    StartSession(
            SessionOpening opening,
            GuidedStart guided,
            PublishedFlows flows,
            TurnAttachments attachments,
            TransactionTemplate transaction,
            Ids ids) {
        this.opening = opening;
        this.guided = guided;
        this.flows = flows;
        this.attachments = attachments;
        this.transaction = transaction;
        this.ids = ids;
    }

    public record Request(
            String intakeType,
            IntakeContent intake,
            @Nullable String psaTicketId,
            @Nullable UUID psaConnectionId,
            @Nullable String title,
            boolean allowOffline) {

        private SessionOpening.Request opening() {
            return new SessionOpening.Request(
                    intakeType, intake, psaTicketId, psaConnectionId, title, allowOffline);
        }
    }

    /**
     * @param firstStep null for a chat
     */
    public record Started(AiSession session, @Nullable Step firstStep) {}

    /**
     * @throws DomainException 404 {@code psa_connection_not_found}, {@code psa_ticket_not_found},
     *     {@code upload_not_found}; 422 {@code connection_required}; 409 {@code ticket_merged}
     */
    public Started chat(Actor owner, Request request) {
        Prepared prepared = opening.prepare(owner, request.opening());
        return stored(() -> {
            AiSession session =
                    opening.store(ids.next(), "chat", owner, request.opening(), prepared);
            opening.told(session, owner);
            return new Started(session, null);
        });
    }

    /**
     * @throws DomainException those of a chat; 422 {@code intake_incomplete}; and the refusals of
     *     the language model with {@code saved: false}
     */
    public Started guided(Actor owner, Request request) {
        requireComplete(request);
        Prepared prepared = opening.prepare(owner, request.opening());
        PromptAttachments files =
                attachments.read(AiTask.FLOWPILOT_START, request.intake().uploadIds());
        if (request.intakeType().equals("screenshot") && !files.showsAnImage()) {
            throw incomplete();
        }
        UUID id = ids.next();
        Optional<PublishedFlows.Near> near =
                flows.near(problem(request, prepared)).stream().findFirst();
        GuidedSaid said = ask(id, request, prepared, files, near.orElse(null));
        return stored(() -> {
            AiSession session = opening.store(id, "guided", owner, request.opening(), prepared);
            near.ifPresent(flow ->
                    session.matched(
                            new FlowMatch(
                                    flow.flowId(), flow.name(), flow.version(), flow.score())));
            Step first = guided.place(session, owner, said);
            nameIt(session);
            opening.told(session, owner);
            return new Started(session, first);
        });
    }

    private GuidedSaid ask(
            UUID id,
            Request request,
            Prepared prepared,
            PromptAttachments files,
            PublishedFlows.@Nullable Near near) {
        try {
            return guided.ask(
                    id,
                    new GuidedStart.Case(
                            request.intake(), prepared.ticket(), prepared.triage(), near),
                    files,
                    request.allowOffline());
        } catch (DomainException no) {
            throw no.with("saved", false);
        }
    }

    private Started stored(java.util.function.Supplier<Started> work) {
        return Objects.requireNonNull(transaction.execute(tx -> work.get()));
    }

    /** Without words of the engineer the model's summary is the better name. */
    private static void nameIt(AiSession session) {
        if (session.titleAutomatic() && session.title().equals(Titles.NEW_CHAT)) {
            String summary = session.problemSummary();
            session.rename(summary == null ? "New session" : Titles.automatic(summary), true);
        }
    }

    /** An intake must hold what its type names. */
    private static void requireComplete(Request request) {
        IntakeContent intake = request.intake();
        boolean text = told(intake.text());
        boolean log = told(intake.log());
        boolean ticket = request.psaTicketId() != null;
        boolean image = !intake.uploadIds().isEmpty();
        boolean complete =
                switch (request.intakeType()) {
                    case "psa_ticket" -> ticket;
                    case "screenshot" -> image;
                    case "log_paste" -> log;
                    case "combined" -> text || log || ticket || image;
                    default -> text;
                };
        if (!complete) {
            throw incomplete();
        }
    }

    private static DomainException incomplete() {
        return DomainException.unprocessable(
                "intake_incomplete",
                "Add what this kind of intake is about: a description, a ticket, a screenshot or a log.");
    }

    private static boolean told(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static String problem(Request request, Prepared prepared) {
        var problem = new StringBuilder();
        if (told(request.intake().text())) {
            problem.append(request.intake().text());
        }
        var ticket = prepared.ticket().data();
        if (ticket != null && ticket.get("summary") != null) {
            problem.append('\n').append(ticket.get("summary"));
        }
        if (problem.isEmpty() && request.intake().log() != null) {
            problem.append(request.intake().log());
        }
        String text = problem.toString().strip();
        return text.substring(0, Math.min(2000, text.length()));
    }
}
