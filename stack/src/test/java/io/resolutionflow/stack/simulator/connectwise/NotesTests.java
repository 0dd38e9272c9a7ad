package io.resolutionflow.stack.simulator.connectwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import io.resolutionflow.stack.simulator.SimulatorRig.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NotesTests {

    private static final String QUIET = ",\"processNotifications\":false}";

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    @Test
    void aNoteIsStoredAndReadBackWithItsLines() throws Exception {
        var text = "Line one\\n\\u26a0 <b>two</b>\\r\\n[ref RF-7K3Q9M2X4TBA]";
        var created = post("{\"text\":\"" + text + "\",\"resolutionFlag\":true" + QUIET);

        assertThat(created.status()).isEqualTo(201);
        var id = created.json().path("id").longValue();
        var read = rig.connectwise("/service/tickets/1042/notes/" + id).json();
        assertThat(read.path("text").asString())
                .isEqualTo("Line one\n⚠ <b>two</b>\r\n[ref RF-7K3Q9M2X4TBA]");
        assertThat(read.path("resolutionFlag").booleanValue()).isTrue();
        assertThat(read.path("internalAnalysisFlag").booleanValue()).isFalse();

        var ledger = rig.ledger("connectwise", 1042).path("notes");
        assertThat(ledger).hasSize(1);
        assertThat(ledger.get(0).path("id").asString()).isEqualTo(Long.toString(id));
        assertThat(ledger.get(0).path("flags").path("resolution_flag").booleanValue()).isTrue();
    }

    @Test
    void theTwoVisibilityFlagsOfTheAnswerAreNullLater() throws Exception {
        var created = post("{\"text\":\"x\",\"internalAnalysisFlag\":true" + QUIET).json();
        var read =
                rig.connectwise("/service/tickets/1042/notes/" + created.path("id").longValue())
                        .json();

        assertThat(created.path("internalFlag").booleanValue()).isTrue();
        assertThat(created.path("externalFlag").booleanValue()).isTrue();
        assertThat(read.path("internalFlag").isNull()).isTrue();
        assertThat(read.path("externalFlag").isNull()).isTrue();
    }

    @Test
    void aNoteWithoutAFlagIsRefused() throws Exception {
        var refused = post("{\"text\":\"x\"" + QUIET);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("code").asString()).isEqualTo("InvalidObject");
        assertThat(refused.json().path("errors").get(0).path("message").asString())
                .isEqualTo(
                        "Please choose where to display the notes in order to save this record.");
        assertThat(rig.ledger("connectwise", 1042).path("notes")).isEmpty();
    }

    @Test
    void anUnknownMemberIsRefusedByName() throws Exception {
        var refused =
                post("{\"text\":\"x\",\"internalAnalysisFlag\":true,\"emailContactFlag\":false}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("message").asString())
                .isEqualTo(
                        "Could not find member 'emailContactFlag' on object of type 'ServiceNote'.");
    }

    @Test
    void aNoteWithoutTextOrTicketIsRefused() throws Exception {
        assertThat(post("{\"text\":\" \",\"internalAnalysisFlag\":true}").status()).isEqualTo(400);
        assertThat(post("[]").status()).isEqualTo(400);
        var body = "{\"text\":\"x\",\"internalAnalysisFlag\":true}";
        assertThat(rig.connectwise("POST", "/service/tickets/99/notes", body).status())
                .isEqualTo(404);
    }

    @Test
    void mailIsCountedUnlessItIsSuppressedInSoManyWords() throws Exception {
        post("{\"text\":\"quiet\",\"internalAnalysisFlag\":true" + QUIET);
        assertThat(mails()).isZero();

        post("{\"text\":\"left out\",\"internalAnalysisFlag\":true}");
        post("{\"text\":\"wanted\",\"resolutionFlag\":true,\"processNotifications\":true}");
        assertThat(mails()).isEqualTo(2);
    }

    @Test
    void listsCountAndGoNewestFirstWhenAsked() throws Exception {
        post("{\"text\":\"first\",\"internalAnalysisFlag\":true" + QUIET);
        post("{\"text\":\"second\",\"internalAnalysisFlag\":true" + QUIET);

        var newestFirst = rig.connectwise("/service/tickets/1042/notes?orderBy=id%20desc").json();
        var count = rig.connectwise("/service/tickets/1042/notes/count").json();
        var all = rig.connectwise("/service/tickets/1042/allNotes").json();

        assertThat(newestFirst.get(0).path("text").asString()).isEqualTo("second");
        assertThat(newestFirst.get(1).path("text").asString()).isEqualTo("first");
        assertThat(count.path("count").intValue()).isEqualTo(3);
        assertThat(all.get(0).path("noteType").asString()).isEqualTo("TicketNote");
        assertThat(rig.connectwise("/service/tickets/99/notes").status()).isEqualTo(404);
    }

    @Test
    void aTimeEntryMakesASecondNoteAndSomeStatusesRefuseIt() throws Exception {
        var entry =
                "{\"chargeToId\":%d,\"chargeToType\":\"ServiceTicket\",\"notes\":\"x\",\"addToResolutionFlag\":true}";

        assertThat(rig.connectwise("POST", "/time/entries", entry.formatted(1042)).status())
                .isEqualTo(201);
        assertThat(rig.ledger("connectwise", 1042).path("notes")).hasSize(1);
        assertThat(rig.connectwise("POST", "/time/entries", entry.formatted(2002)).status())
                .isEqualTo(400);
        assertThat(rig.connectwise("POST", "/time/entries", entry.formatted(2001)).status())
                .isEqualTo(201);
    }

    private static Answered post(String body) throws Exception {
        return rig.connectwise("POST", "/service/tickets/1042/notes", body);
    }

    private static int mails() throws Exception {
        return rig.admin("GET", "counters", "")
                .json()
                .path("connectwise")
                .path("mails_sent")
                .intValue();
    }
}
