package io.resolutionflow.session.dossier;

import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Participants;
import io.resolutionflow.session.session.SessionGuard;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Documentation on demand, for owner and handler. */
@Service
public class Document {

    private final SessionGuard guard;
    private final Dossiers dossiers;
    private final Participants participants;
    private final SecretMask mask;
    private final JsonMapper json;
    private final Clock clock;

    Document(
            SessionGuard guard,
            Dossiers dossiers,
            Participants participants,
            SecretMask mask,
            JsonMapper json,
            Clock clock) {
        this.guard = guard;
        this.dossiers = dossiers;
        this.participants = participants;
        this.mask = mask;
        this.json = json;
        this.clock = clock;
    }

    public Documentation of(Actor actor, UUID sessionId) {
        return guard.readingAsOwnerOrHandler(actor, sessionId, this::of);
    }

    /** Inside a transaction that reads the session. */
    public Documentation of(AiSession session) {
        Dossier dossier = dossiers.of(session);
        Documentation written = Documentation.of(dossier, handlerNames(dossier), clock.instant());
        // what looks like a password stays here, whoever reads
        return json.treeToValue(mask.maskAll(written), Documentation.class);
    }

    /**
     * Names as they were when the person acted: the owner, whoever appears in a transition, the
     * present handler.
     */
    private List<String> handlerNames(Dossier dossier) {
        AiSession session = dossier.session();
        var names = new LinkedHashSet<String>();
        names.add(session.ownerName());
        if (participants.handlerCount(session) > 1) {
            dossier.transitions().stream()
                    .filter(passed ->
                            passed.trigger().equals("claim") && passed.actorName() != null)
                    .forEach(passed -> names.add(String.valueOf(passed.actorName())));
        }
        names.add(session.handlerName());
        return List.copyOf(names);
    }
}
