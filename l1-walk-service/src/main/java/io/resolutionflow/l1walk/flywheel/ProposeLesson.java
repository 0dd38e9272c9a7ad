package io.resolutionflow.l1walk.flywheel;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowOption;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flywheel.Lesson.Origin;
import io.resolutionflow.l1walk.matching.Embedder;
import io.resolutionflow.l1walk.matching.NearestFlow;
import io.resolutionflow.l1walk.proposal.AlikeProposals;
import io.resolutionflow.l1walk.proposal.AlikeProposals.Similar;
import io.resolutionflow.l1walk.proposal.FlowProposal;
import io.resolutionflow.l1walk.proposal.FlowProposal.Evidence;
import io.resolutionflow.l1walk.proposal.FlowProposal.Target;
import io.resolutionflow.l1walk.proposal.ProposalEvents;
import io.resolutionflow.l1walk.proposal.Proposals;
import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.text.Words;
import io.resolutionflow.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes a proposal of a lesson, or adds it to one that says the same already. */
@Component
class ProposeLesson {

    private static final double SAME_FLOW = 0.85;
    private static final double SAME_PROPOSAL = 0.92;
    private static final int TITLE = 255;
    private static final int NOTE = 2_000;

    private final Proposals proposals;
    private final AlikeProposals alike;
    private final ProposalEvents events;
    private final NearestFlow nearest;
    private final Embedder embedder;
    private final Ids ids;
    private final Clock clock;

    ProposeLesson(
            Proposals proposals,
            AlikeProposals alike,
            ProposalEvents events,
            NearestFlow nearest,
            Embedder embedder,
            Ids ids,
            Clock clock) {
        this.proposals = proposals;
        this.alike = alike;
        this.events = events;
        this.nearest = nearest;
        this.embedder = embedder;
        this.ids = ids;
        this.clock = clock;
    }

    /** A lesson with its vector; made before the transaction. */
    record Prepared(Lesson lesson, float @Nullable [] vector, @Nullable String model) {}

    /** Changes to a known flow are told apart by flow and node, new flows by meaning. */
    Prepared prepare(Lesson lesson) {
        if (lesson.target() != null) {
            return new Prepared(lesson, null, null);
        }
        String description = lesson.content().description();
        String text = lesson.title() + (description == null ? "" : ". " + description);
        Embedder.Vectors vectors = embedder.documents(List.of(InputText.head(text, 1_000)));
        return new Prepared(lesson, vectors.values().getFirst(), vectors.model());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Learnt propose(Prepared prepared) {
        Lesson lesson = prepared.lesson();
        alike.serialise(lesson.content().category());
        Target target =
                lesson.target() == null
                        ? coveredBy(prepared.vector(), prepared.model()).orElse(null)
                        : lesson.target();
        String verdict = target == null ? FlowProposal.NEW_FLOW : FlowProposal.ENHANCEMENT;
        String digest = target == null ? digest(lesson.content()) : digest(target);
        for (Similar known :
                alike.to(
                        digest,
                        lesson.content().category(),
                        target == null ? prepared.vector() : null,
                        prepared.model())) {
            if (known.cosine() < SAME_PROPOSAL) {
                continue;
            }
            if (known.status().equals("rejected")) {
                return Learnt.skipped("rejected_before");
            }
            proposals.addEvidence(known.proposalId(), evidence(lesson.origin()));
            return new Learnt(verdict, "joined_pending");
        }
        add(lesson, target, digest, prepared);
        return Learnt.of(verdict);
    }

    private void add(Lesson lesson, @Nullable Target target, String digest, Prepared prepared) {
        Instant now = clock.instant();
        Origin origin = lesson.origin();
        var proposal =
                new FlowProposal(
                        ids.next(),
                        target == null ? FlowProposal.NEW_FLOW : FlowProposal.ENHANCEMENT,
                        "pending",
                        origin.source(),
                        origin.sessionId(),
                        origin.walkId(),
                        InputText.head(lesson.title(), TITLE),
                        lesson.content(),
                        target,
                        lesson.confidence(),
                        0,
                        0,
                        origin.ticket(),
                        1,
                        null,
                        now);
        proposals.add(proposal, digest, prepared.vector(), prepared.model());
        proposals.addEvidence(proposal.id(), evidence(origin));
        events.pending(proposal, now);
    }

    /** The published flow that says the same already: then the lesson is a change to it. */
    private Optional<Target> coveredBy(float @Nullable [] vector, @Nullable String model) {
        if (vector == null || model == null) {
            return Optional.empty();
        }
        return nearest.to(vector, model)
                .filter(near -> near.cosine() >= SAME_FLOW)
                .map(near -> target(near.ref(), null));
    }

    static Target target(FlowRef ref, @Nullable String nodeId) {
        return new Target(ref.flowId(), ref.source().wireName(), ref.versionNo(), nodeId);
    }

    private Evidence evidence(Origin origin) {
        return new Evidence(
                ids.next(),
                "source",
                origin.walkId(),
                origin.sessionId(),
                origin.nodeId(),
                origin.note() == null ? null : InputText.head(origin.note(), NOTE),
                origin.authorId(),
                origin.authorName(),
                clock.instant());
    }

    private static String digest(Target target) {
        return sha256(target.flowId() + ":" + target.versionNo() + ":" + target.nodeId());
    }

    /** Of what people read, in order; ids differ from walk to walk. */
    static String digest(FlowContent flow) {
        return sha256(
                flow.nodes().stream().map(ProposeLesson::read).collect(Collectors.joining("\n")));
    }

    private static String read(FlowNode node) {
        return node.type().wireName()
                + "|"
                + Words.normal(node.text())
                + "|"
                + node.options().stream()
                        .map(FlowOption::label)
                        .map(Words::normal)
                        .collect(Collectors.joining("|"));
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A walk along a proposal ended: it counts once, for or against. */
    @Transactional(propagation = Propagation.MANDATORY)
    Learnt counted(UUID proposal, UUID walk, boolean helpful, UUID by, String byName) {
        var evidence =
                new Evidence(
                        ids.next(),
                        helpful ? "helpful" : "unhelpful",
                        walk,
                        null,
                        null,
                        null,
                        by,
                        byName,
                        clock.instant());
        if (!proposals.addEvidence(proposal, evidence)) {
            return Learnt.skipped("counted_before");
        }
        proposals.count(proposal, helpful);
        return Learnt.of("counted");
    }
}
