package io.resolutionflow.l1walk.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowOption;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowSource;
import io.resolutionflow.l1walk.flow.HandOffText;
import io.resolutionflow.l1walk.flow.NodeType;
import io.resolutionflow.l1walk.library.LibraryContent;
import io.resolutionflow.l1walk.walk.Walk.Position;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlowPathTests {

    private static final FlowRef REF = new FlowRef(FlowSource.LIBRARY, UUID.randomUUID(), 1);

    private final FlowContent looping =
            new FlowContent(
                    "loop",
                    "Loop",
                    "security",
                    null,
                    List.of(),
                    List.of(),
                    "a",
                    List.of(
                            node("a", NodeType.QUESTION, null, new FlowOption("Next", "next", "b")),
                            node("b", NodeType.ACTION, null, new FlowOption("Again", "again", "a")),
                            node(
                                    "e",
                                    NodeType.ESCALATE,
                                    "Hand off to: security on-call, high priority. Include: the mail.")));

    @Test
    void theFifthVisitIsServedAndTheSixthIsNot() {
        FlowOption toA = looping.require("b").options().getFirst();
        assertThat(path(visits("a", 4)).after(toA)).isEqualTo(Position.at("a"));
        assertThat(path(visits("a", 5)).after(toA))
                .isEqualTo(new Position(FlowPath.LOOP_GUARD, true));
    }

    @Test
    void visitsOfAnotherFlowDoNotCount() {
        FlowOption toA = looping.require("b").options().getFirst();
        List<PathEntry> elsewhere =
                Stream.generate(() -> entry("a", UUID.randomUUID())).limit(5).toList();
        assertThat(path(elsewhere).after(toA)).isEqualTo(Position.at("a"));
    }

    @Test
    void theLoopGuardHandsOverForUsedUpSteps() {
        NodeView guard = path(visits("a", 5)).serve(new Position(FlowPath.LOOP_GUARD, true), null);
        assertThat(guard.origin()).isEqualTo("loop_guard");
        assertThat(guard.terminal()).isTrue();
        assertThat(guard.reasonCategory()).isEqualTo("exhausted_safe_steps");
        assertThat(guard.options()).isEmpty();
    }

    @Test
    void anOptionNeverSaysWhereItLeads() {
        NodeView node = path(List.of()).serve(Position.at("a"), null);
        assertThat(node.options()).containsExactly(new NodeView.Choice("next", "Next"));
        assertThat(node.visit()).isEqualTo(1);
        assertThat(node.canBack()).isFalse();
        assertThat(path(visits("a", 2)).serve(Position.at("a"), null).visit()).isEqualTo(3);
    }

    @Test
    void anEscalateLeafReadsItsHandOverText() {
        ProposedClose close = path(List.of()).serve(Position.at("e"), null).proposedClose();
        assertThat(close).isNotNull();
        assertThat(close.action()).isEqualTo("escalate");
        assertThat(close.handOffTo()).isEqualTo("security on-call, high priority.");
        assertThat(close.include()).isEqualTo("the mail.");
        assertThat(close.priority()).isEqualTo("high");
        assertThat(close.reasonCategory()).isEqualTo("security_incident");
    }

    @Test
    void aResolveLeafInsideASubflowProposesToReturn() {
        var flow =
                new FlowContent(
                        "s",
                        "S",
                        "other",
                        null,
                        List.of(),
                        List.of(),
                        "r",
                        List.of(node("r", NodeType.RESOLVE, null)));
        assertThat(
                        new FlowPath(REF, flow, List.of(), 1)
                                .serve(Position.at("r"), null)
                                .proposedClose())
                .extracting(ProposedClose::action)
                .isEqualTo("return");
        assertThat(
                        new FlowPath(REF, flow, List.of(), 0)
                                .serve(Position.at("r"), null)
                                .proposedClose())
                .extracting(ProposedClose::action)
                .isEqualTo("resolve");
    }

    @Test
    void everyShippedEscalateLeafSaysWhomAndWhat() {
        assertThat(LibraryContent.shipped().flows())
                .flatExtracting(FlowContent::nodes)
                .filteredOn(node -> node.type() == NodeType.ESCALATE)
                .isNotEmpty()
                .allSatisfy(node -> {
                    HandOffText text = HandOffText.of(node.detail());
                    assertThat(text.handOffTo()).as(node.id()).isNotBlank();
                    assertThat(text.include()).as(node.id()).isNotBlank();
                });
    }

    @Test
    void shippedActionsThatRunAnotherFlowNameIt() {
        FlowContent vpn =
                LibraryContent.shipped().flows().stream()
                        .filter(f -> f.slug().equals("vpn-wont-connect"))
                        .findFirst()
                        .orElseThrow();
        assertThat(vpn.require("a_net_flow").subflow()).isEqualTo("wifi-no-internet");
        assertThat(vpn.require("a_signin_flow2").subflow()).isEqualTo("signin-locked-out-mfa");
        assertThat(vpn.require("a_gateway").subflow()).isNull();
    }

    @Test
    void resolvedIsFinalAndTheOtherMovesAreThoseOfTheContract() {
        for (WalkStatus next : WalkStatus.values()) {
            assertThat(WalkStatus.RESOLVED.mayBecome(next)).isFalse();
        }
        assertThat(WalkStatus.ACTIVE.mayBecome(WalkStatus.ESCALATED)).isTrue();
        assertThat(WalkStatus.ABANDONED.mayBecome(WalkStatus.RESOLVED)).isFalse();
        assertThat(WalkStatus.ABANDONED.mayBecome(WalkStatus.ACTIVE)).isTrue();
        assertThat(WalkStatus.ESCALATED.mayBecome(WalkStatus.RESOLVED)).isFalse();
    }

    private FlowPath path(List<PathEntry> live) {
        return new FlowPath(REF, looping, live, 0);
    }

    private static List<PathEntry> visits(String node, int times) {
        return Stream.generate(() -> entry(node, REF.flowId())).limit(times).toList();
    }

    private static PathEntry entry(String node, UUID flow) {
        return new PathEntry(
                UUID.randomUUID(),
                1,
                node,
                "question",
                "Q",
                "next",
                "Next",
                null,
                null,
                null,
                flow,
                1,
                List.of(),
                1,
                "flow",
                UUID.randomUUID(),
                "Lee Park",
                null,
                Instant.EPOCH);
    }

    private static FlowNode node(
            String id,
            NodeType type,
            @org.jspecify.annotations.Nullable String detail,
            FlowOption... options) {
        return new FlowNode(id, type, "Text of " + id, detail, List.of(options), null, null, null);
    }
}
