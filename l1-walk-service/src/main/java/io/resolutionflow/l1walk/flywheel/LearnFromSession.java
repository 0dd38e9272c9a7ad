package io.resolutionflow.l1walk.flywheel;

import io.resolutionflow.l1walk.flow.FlowCategories;
import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowEntry;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.PublishedFlow;
import io.resolutionflow.l1walk.flow.StructureReader;
import io.resolutionflow.l1walk.flywheel.Lesson.Origin;
import io.resolutionflow.l1walk.flywheel.ProposeLesson.Prepared;
import io.resolutionflow.l1walk.flywheel.SessionRecords.Draft;
import io.resolutionflow.l1walk.flywheel.SessionRecords.Learning;
import io.resolutionflow.l1walk.learning.LearningJobs;
import io.resolutionflow.l1walk.learning.LearningJobs.Job;
import io.resolutionflow.l1walk.proposal.FlowProposal.Ticket;
import io.resolutionflow.l1walk.proposal.ReadProposals;
import io.resolutionflow.l1walk.safety.HardFloor;
import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.text.Words;
import io.resolutionflow.platform.problem.DomainException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a resolved AI session teaches (contract-l1 §10.2). */
@Component
class LearnFromSession {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final double DRAFTED = 0.5;
    private static final double LEFT = 0.4;

    private final SessionRecords sessions;
    private final FlowRepository flows;
    private final FlowCategories categories;
    private final StructureReader structures;
    private final ReadProposals proposals;
    private final HardFloor floor;
    private final ProposeLesson proposing;
    private final LearningJobs jobs;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    LearnFromSession(
            SessionRecords sessions,
            FlowRepository flows,
            FlowCategories categories,
            StructureReader structures,
            ReadProposals proposals,
            HardFloor floor,
            ProposeLesson proposing,
            LearningJobs jobs,
            JsonMapper json,
            TransactionTemplate transaction) {
        this.sessions = sessions;
        this.flows = flows;
        this.categories = categories;
        this.structures = structures;
        this.proposals = proposals;
        this.floor = floor;
        this.proposing = proposing;
        this.jobs = jobs;
        this.json = json;
        this.transaction = transaction;
    }

    /** A lesson, or what was found instead. */
    private record Found(@Nullable Lesson lesson, @Nullable Learnt learnt) {
        static Found of(Lesson lesson) {
            return new Found(lesson, null);
        }

        static Found of(Learnt learnt) {
            return new Found(null, learnt);
        }
    }

    Learnt learn(Job job) {
        ResolvedSession session =
                json.treeToValue(jobs.payload(job).orElseThrow(), ResolvedSession.class);
        Found found =
                sessions.read(session.sessionId())
                        .map(learning -> find(job, session, learning))
                        .orElseGet(() -> Found.of(Learnt.skipped("session_gone")));
        Prepared prepared = found.lesson() == null ? null : proposing.prepare(found.lesson());
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Learnt learnt =
                            prepared == null
                                    ? Objects.requireNonNull(found.learnt())
                                    : proposing.propose(prepared);
                    jobs.done(job, learnt.verdict(), learnt.reason());
                    return learnt;
                }));
    }

    private Found find(Job job, ResolvedSession session, Learning learning) {
        return matched(session)
                .map(flow -> withFlow(session, learning, flow))
                .orElseGet(() -> withoutFlow(job, session, learning));
    }

    private Optional<PublishedFlow> matched(ResolvedSession session) {
        UUID flow = session.matchedFlowId();
        Integer version = session.matchedFlowVersion();
        return flow == null
                ? Optional.empty()
                : flows.find(flow)
                        .filter(entry -> version != null || entry.versionNo() != null)
                        .flatMap(entry -> flows.version(ref(entry, version)));
    }

    private static FlowRef ref(FlowEntry entry, @Nullable Integer version) {
        return version == null
                ? entry.published()
                : new FlowRef(entry.source(), entry.id(), version);
    }

    /**
     * Followed when most answered steps are the flow's own; else it was left after the last one.
     */
    private Found withFlow(ResolvedSession session, Learning learning, PublishedFlow flow) {
        List<String> steps = learning.steps().stream().map(Words::normal).toList();
        if (steps.isEmpty()) {
            return Found.of(Learnt.skipped("no_steps"));
        }
        List<FlowNode> known =
                flow.content().nodes().stream()
                        .filter(node -> steps.contains(Words.normal(node.text())))
                        .toList();
        if (2 * known.size() >= steps.size()) {
            return Found.of(Learnt.REINFORCED);
        }
        String left = known.isEmpty() ? flow.content().start() : known.getLast().id();
        FlowContent base = flow.content();
        return Found.of(
                new Lesson(
                        "Change '" + base.title() + "': a session went another way",
                        base,
                        ProposeLesson.target(flow.ref(), left),
                        LEFT,
                        origin(session, left)));
    }

    private Found withoutFlow(Job job, ResolvedSession session, Learning learning) {
        if (learning.steps().isEmpty()) {
            return Found.of(Learnt.skipped("no_steps"));
        }
        Draft draft =
                sessions.draft(
                        job.id().toString(),
                        session.sessionId(),
                        learning,
                        session.actorId() == null ? NOBODY : session.actorId(),
                        session.actorName() == null ? "flywheel" : session.actorName());
        JsonNode structure = draft.structure();
        if (structure == null) {
            return Found.of(Learnt.skipped(String.valueOf(draft.refusal())));
        }
        FlowContent content = read(structure, session).orElse(null);
        if (content == null || !proposals.errors(content).isEmpty()) {
            return Found.of(Learnt.skipped("invalid_structure"));
        }
        if (content.nodes().stream().allMatch(FlowNode::isTerminal)) {
            return Found.of(Learnt.skipped("no_steps"));
        }
        if (content.nodes().stream().anyMatch(this::unsafe)) {
            return Found.of(Learnt.skipped("unsafe"));
        }
        return Found.of(new Lesson(content.title(), content, null, DRAFTED, origin(session, null)));
    }

    private Optional<FlowContent> read(JsonNode structure, ResolvedSession session) {
        Set<String> keys = new HashSet<>(categories.keys());
        String said = structure.path("category").asString("");
        keys.add(said);
        var fields = new RequestFields();
        try {
            FlowContent content = structures.read(structure, "", keys, fields);
            fields.check();
            String domain = session.problemDomain();
            Set<String> real = categories.keys();
            String category =
                    real.contains(said)
                            ? said
                            : domain != null && real.contains(domain) ? domain : "other";
            return Optional.of(content.filed(category));
        } catch (DomainException unusable) {
            return Optional.empty();
        }
    }

    private boolean unsafe(FlowNode node) {
        String text =
                node.text()
                        + "\n"
                        + (node.detail() == null ? "" : node.detail())
                        + "\n"
                        + node.options().stream()
                                .map(option -> option.label())
                                .collect(Collectors.joining("\n"));
        return floor.inNode(text).isPresent();
    }

    private static Origin origin(ResolvedSession session, @Nullable String nodeId) {
        String summary = session.summary();
        String ticket = session.psaTicketId();
        return new Origin(
                "ai_session",
                null,
                session.sessionId(),
                session.actorId(),
                session.actorName(),
                summary == null ? null : InputText.head(summary, 500),
                nodeId,
                ticket == null ? null : new Ticket(ticket, "psa"));
    }
}
