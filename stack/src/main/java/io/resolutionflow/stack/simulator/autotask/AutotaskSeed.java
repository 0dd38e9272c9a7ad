package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.desk.Board;
import io.resolutionflow.stack.simulator.desk.BoardStatus;
import io.resolutionflow.stack.simulator.desk.DeskSeed;
import io.resolutionflow.stack.simulator.desk.Member;
import io.resolutionflow.stack.simulator.desk.Note;
import io.resolutionflow.stack.simulator.desk.Party;
import io.resolutionflow.stack.simulator.desk.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Autotask simulator holds at start, always the same. */
public final class AutotaskSeed {

    static final String API_USER = "rfapi@acme.test";
    static final int API_USER_ID = 4;
    static final int ROLE = 29;

    private static final Instant MORNING = Instant.parse("2026-11-20T07:00:00Z");
    private static final int SERVICE_DESK = 8;
    private static final int PROJECTS = 9;
    private static final Party DENTAL = new Party(175, "Acme Dental");
    private static final Party LEGAL = new Party(176, "Harbor Legal");

    private AutotaskSeed() {}

    public static DeskSeed seed() {
        return new DeskSeed(queues(), resources(), tickets(), notes());
    }

    private static List<Board> queues() {
        var statuses =
                List.of(
                        BoardStatus.open(1, "New"),
                        BoardStatus.closing(5, "Complete"),
                        BoardStatus.open(7, "Waiting Customer"),
                        BoardStatus.open(8, "In Progress"),
                        BoardStatus.open(11, "Escalate"),
                        BoardStatus.open(14, "Retired").retired());
        return List.of(
                new Board(SERVICE_DESK, "Service Desk (simulator)", statuses),
                new Board(PROJECTS, "Projects (simulator)", statuses));
    }

    private static List<Member> resources() {
        return List.of(
                new Member(API_USER_ID, API_USER, "ResolutionFlow", "API (simulator)", "", false),
                new Member(21, "eng1", "Engineer", "One (simulator)", "eng1@acme.test", false),
                new Member(22, "eng2", "Engineer", "Two (simulator)", "eng2@acme.test", false));
    }

    private static List<Ticket> tickets() {
        return List.of(
                ticket(7001, SERVICE_DESK, 8, DENTAL, 21, "Shared drive does not open over VPN"),
                ticket(
                        7002,
                        SERVICE_DESK,
                        1,
                        LEGAL,
                        null,
                        "Scanner cannot write to the file share"),
                ticket(7003, SERVICE_DESK, 7, DENTAL, 22, "Outlook keeps asking for the password"),
                ticket(7004, SERVICE_DESK, 5, LEGAL, 21, "Mailbox full"),
                ticket(7005, PROJECTS, 1, DENTAL, null, "Replace the firewall"),
                ticket(7006, PROJECTS, 8, LEGAL, 22, "Move mail to the cloud"));
    }

    private static List<Note> notes() {
        var text = "The VPN says connected, but I cannot open the shared drive S:.";
        Map<String, Object> flags = Map.of("publish", 1, "noteType", 1);
        return List.of(
                new Note(
                        90001,
                        7001,
                        "Description",
                        text,
                        text,
                        flags,
                        "simulator",
                        MORNING,
                        MORNING,
                        true));
    }

    private static Ticket ticket(
            long id, int queue, int status, Party company, @Nullable Integer owner, String title) {
        var created = MORNING.plus(Duration.ofMinutes(id % 1000));
        return new Ticket(
                id,
                title,
                queue,
                status,
                2,
                company,
                null,
                owner,
                created,
                created.plusSeconds(600),
                "simulator");
    }
}
