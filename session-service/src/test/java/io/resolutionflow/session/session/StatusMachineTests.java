package io.resolutionflow.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.session.session.StatusMachine.HandoffRole;
import io.resolutionflow.session.session.StatusMachine.Situation;
import io.resolutionflow.session.session.StatusMachine.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every trigger in every situation a session can be in, against the table of contract-sessions §2.
 */
class StatusMachineTests {

    /**
     * Every situation the database admits: a hand-off is open exactly when waiting, and may be (a
     * park) when paused.
     */
    static Stream<Situation> situations() {
        var all = new ArrayList<Situation>();
        for (SessionStatus status : SessionStatus.values()) {
            for (@Nullable String open : opens(status)) {
                for (boolean own : open == null ? List.of(false) : List.of(true, false)) {
                    for (HandoffRole role : roles(open)) {
                        for (SessionStatus back : returns(role, status)) {
                            all.add(new Situation(status, open, own, role, back));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    private static List<@Nullable String> opens(SessionStatus status) {
        return switch (status) {
            case REQUESTING_ESCALATION, ESCALATED -> List.of("escalate");
            case PAUSED -> java.util.Arrays.asList(null, "park");
            case ACTIVE, RESOLVED, ABANDONED -> java.util.Collections.singletonList(null);
        };
    }

    private static List<HandoffRole> roles(@Nullable String open) {
        return open == null
                ? List.of(HandoffRole.CLAIMED, HandoffRole.OTHER)
                : List.of(HandoffRole.WAITING, HandoffRole.OTHER);
    }

    private static List<SessionStatus> returns(HandoffRole role, SessionStatus status) {
        return switch (role) {
            case WAITING ->
                    status == SessionStatus.ESCALATED
                            ? List.of(
                                    SessionStatus.ACTIVE,
                                    SessionStatus.PAUSED,
                                    SessionStatus.RESOLVED)
                            : List.of(SessionStatus.ACTIVE, SessionStatus.PAUSED);
            case CLAIMED ->
                    List.of(
                            SessionStatus.PAUSED,
                            SessionStatus.REQUESTING_ESCALATION,
                            SessionStatus.ESCALATED);
            case OTHER -> List.of(SessionStatus.ACTIVE);
        };
    }

    @ParameterizedTest
    @MethodSource("situations")
    void every_trigger_does_what_the_table_says(Situation now) {
        var verdicts = new EnumMap<Trigger, String>(Trigger.class);
        for (Trigger trigger : Trigger.values()) {
            verdicts.put(trigger, name(StatusMachine.decide(trigger, now)));
        }

        assertThat(verdicts).containsExactlyInAnyOrderEntriesOf(table(now));
    }

    /** The table again, written by status instead of by trigger. */
    private static Map<Trigger, String> table(Situation now) {
        var row = new EnumMap<Trigger, String>(Trigger.class);
        row.put(Trigger.CREATE, "to active");
        row.put(Trigger.DELETE, now.openIntent() == null ? "gone" : "was handed over");
        switch (now.status()) {
            case ACTIVE -> {
                row.put(Trigger.PAUSE, "to paused");
                row.put(Trigger.RESUME, "already so");
                row.put(Trigger.PARK, "to paused");
                row.put(Trigger.ESCALATE, "to requesting_escalation");
                row.put(Trigger.PACKAGE_POST, "to escalated");
                row.put(Trigger.RESOLVE, "to resolved");
                row.put(Trigger.NOTE_POST, "to resolved");
                row.put(Trigger.ABANDON, "to abandoned");
            }
            case PAUSED -> {
                boolean parked = now.openIntent() != null;
                row.put(Trigger.PAUSE, "already so");
                row.put(Trigger.RESUME, "to active");
                row.put(Trigger.PARK, parked ? "handoff open" : "to paused");
                row.put(
                        Trigger.ESCALATE,
                        parked && !now.ownHandoff() ? "handoff open" : "to requesting_escalation");
                row.put(Trigger.PACKAGE_POST, "to escalated");
                row.put(Trigger.RESOLVE, "to resolved");
                row.put(Trigger.NOTE_POST, "to resolved");
                row.put(Trigger.ABANDON, "to abandoned");
            }
            case REQUESTING_ESCALATION, ESCALATED -> {
                row.put(Trigger.PAUSE, "only in [ACTIVE]");
                row.put(Trigger.RESUME, "only in [PAUSED]");
                row.put(Trigger.PARK, "handoff open");
                row.put(Trigger.ESCALATE, "handoff open");
                row.put(
                        Trigger.PACKAGE_POST,
                        now.status() == SessionStatus.ESCALATED ? "not postable" : "to escalated");
                row.put(Trigger.RESOLVE, "to resolved");
                row.put(Trigger.NOTE_POST, "to resolved");
                row.put(Trigger.ABANDON, "only in [ACTIVE, PAUSED]");
            }
            case RESOLVED, ABANDONED -> {
                boolean abandoned = now.status() == SessionStatus.ABANDONED;
                row.put(Trigger.PAUSE, "only in [ACTIVE]");
                row.put(Trigger.RESUME, "only in [PAUSED]");
                row.put(Trigger.PARK, "not handoverable");
                row.put(Trigger.ESCALATE, "not handoverable");
                row.put(Trigger.PACKAGE_POST, abandoned ? "not postable" : "to escalated");
                row.put(
                        Trigger.RESOLVE,
                        "only in [ACTIVE, PAUSED, REQUESTING_ESCALATION, ESCALATED]");
                row.put(Trigger.NOTE_POST, "not postable");
                row.put(Trigger.ABANDON, abandoned ? "already so" : "only in [ACTIVE, PAUSED]");
            }
        }
        acts(now, row);
        return row;
    }

    private static void acts(Situation now, Map<Trigger, String> row) {
        boolean finished = !now.status().isOpen() || now.role() == HandoffRole.OTHER;
        String back = "to " + now.returnTo().wire();
        boolean waiting = now.role() == HandoffRole.WAITING;
        row.put(Trigger.CLAIM, finished ? "finished" : "to active");
        row.put(Trigger.RELEASE, finished ? "finished" : waiting ? "already so" : back);
        row.put(Trigger.REASSIGN, finished ? "finished" : "to " + now.status().wire());
        row.put(
                Trigger.CANCEL,
                finished || !waiting
                        ? "finished"
                        : now.returnTo() == SessionStatus.RESOLVED ? "to active" : back);
    }

    private static String name(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Move(SessionStatus to) -> "to " + to.wire();
            case Verdict.Gone _ -> "gone";
            case Verdict.AlreadySo _ -> "already so";
            case Verdict.WrongStatus(List<SessionStatus> allowed) -> "only in " + allowed;
            case Verdict.HandoffOpen _ -> "handoff open";
            case Verdict.NotHandoverable _ -> "not handoverable";
            case Verdict.NotPostable _ -> "not postable";
            case Verdict.Finished _ -> "finished";
            case Verdict.WasHandedOver _ -> "was handed over";
        };
    }

    @Test
    void every_situation_is_covered() {
        assertThat(situations().map(Situation::status).distinct())
                .containsExactlyInAnyOrder(SessionStatus.values());
        assertThat(situations()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(SessionStatus.class)
    void a_status_is_kept_under_the_contracts_name(SessionStatus status) {
        assertThat(SessionStatus.ofWire(status.wire())).contains(status);
        assertThat(status.isOpen())
                .isEqualTo(status != SessionStatus.RESOLVED && status != SessionStatus.ABANDONED);
    }
}
