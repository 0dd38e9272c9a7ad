package io.resolutionflow.stack.simulator.connectwise;

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

/** What the ConnectWise simulator holds at start, always the same. */
public final class ConnectWiseSeed {

    private static final Instant MORNING = Instant.parse("2026-11-20T07:00:00Z");
    private static final int HELP_DESK = 1;
    private static final int PROJECTS = 2;

    private static final Party DENTAL = new Party(2, "Acme Dental");
    private static final Party LEGAL = new Party(3, "Harbor Legal");
    private static final Party FREIGHT = new Party(4, "Northway Freight");

    private ConnectWiseSeed() {}

    public static DeskSeed seed() {
        return new DeskSeed(boards(), members(), tickets(), notes());
    }

    private static List<Board> boards() {
        return List.of(
                new Board(
                        HELP_DESK,
                        "Help Desk",
                        List.of(
                                BoardStatus.open(11, "New"),
                                BoardStatus.open(12, "In Progress"),
                                BoardStatus.closing(16, "Completed"),
                                BoardStatus.open(17, "Escalated"),
                                BoardStatus.open(18, "Waiting Customer"),
                                BoardStatus.open(19, "Retired").retired())),
                new Board(
                        PROJECTS,
                        "Projects",
                        List.of(
                                BoardStatus.open(21, "New"),
                                BoardStatus.open(22, "In Progress").withoutTimeEntries(),
                                BoardStatus.closing(26, "Done"))));
    }

    private static List<Member> members() {
        return List.of(
                new Member(
                        ApiMember.ID,
                        ApiMember.IDENTIFIER,
                        "ResolutionFlow",
                        "API (simulator)",
                        "",
                        false),
                new Member(7, "eng1", "Engineer", "One (simulator)", "eng1@acme.test", false),
                new Member(8, "eng2", "Engineer", "Two (simulator)", "eng2@acme.test", false),
                new Member(9, "cover", "Cover", "Engineer (simulator)", "cover@acme.test", false),
                new Member(10, "desk1", "Desk", "One (simulator)", "l1@acme.test", false),
                new Member(
                        11, "former", "Former", "Colleague (simulator)", "former@acme.test", true));
    }

    private static List<Ticket> tickets() {
        return List.of(
                helpDesk(1040, 11, DENTAL, null, "Outlook keeps asking for the password"),
                helpDesk(1041, 12, LEGAL, 8, "Scanner cannot write to the file share"),
                helpDesk(1042, 12, DENTAL, 7, "VPN connected but shared drive does not open"),
                helpDesk(1043, 18, FREIGHT, 7, "Laptop is slow after the last update"),
                helpDesk(1044, 11, FREIGHT, null, "Label printer offline at gate 3"),
                helpDesk(1045, 16, LEGAL, 8, "Mailbox full"),
                helpDesk(1046, 12, DENTAL, 9, "X-ray workstation does not reach the server"),
                helpDesk(1047, 11, LEGAL, null, "New starter needs an account"),
                helpDesk(1048, 17, FREIGHT, 8, "Site link drops every evening"),
                helpDesk(1049, 12, DENTAL, 7, "Teams calls have no sound"),
                helpDesk(1050, 11, LEGAL, null, "Wi-Fi password no longer accepted"),
                helpDesk(1051, 12, FREIGHT, 9, "Backup job failed twice"),
                ticket(2001, PROJECTS, 21, DENTAL, null, "Replace the firewall"),
                ticket(2002, PROJECTS, 22, LEGAL, 8, "Move mail to the cloud"),
                ticket(2003, PROJECTS, 26, FREIGHT, 7, "Roll out new laptops"));
    }

    private static List<Note> notes() {
        return List.of(
                customerNote(
                        80001,
                        1040,
                        "Since this morning Outlook asks for my password every few minutes."),
                customerNote(
                        80002,
                        1042,
                        "The VPN says connected, but I cannot open the shared drive S:."),
                customerNote(
                        80003,
                        1043,
                        "It takes ten minutes until I can work. Since Tuesday's update."),
                customerNote(
                        80004,
                        1048,
                        "Around 18:00 the connection to the depot is gone for a while."));
    }

    private static Ticket helpDesk(
            long id, int status, Party company, @Nullable Integer owner, String summary) {
        return ticket(id, HELP_DESK, status, company, owner, summary);
    }

    private static Ticket ticket(
            long id,
            int board,
            int status,
            Party company,
            @Nullable Integer owner,
            String summary) {
        var created = MORNING.plus(Duration.ofMinutes(id % 1000));
        var contact = new Party(company.id() + 100, "Contact of " + company.name());
        return new Ticket(
                id,
                summary,
                board,
                status,
                8,
                company,
                contact,
                owner,
                created,
                created.plusSeconds(600),
                "simulator");
    }

    private static Note customerNote(long id, long ticketId, String text) {
        Map<String, Object> flags = Map.of(NoteFlags.DISCUSSION, true);
        var at = MORNING.plus(Duration.ofMinutes(ticketId % 1000));
        return new Note(id, ticketId, "", text, text, flags, "simulator", at, at, true);
    }
}
