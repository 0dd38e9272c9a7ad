package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.psa.HostileDesk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** What people do all day, each piece from its beginning to its end. */
final class DayWork {

    private static final String SESSIONS = "/api/v1/ai-sessions";
    private static final String L1 = "l1@acme.test";
    private static final String ENGINEER = "eng1@acme.test";
    private static final String COLLEAGUE = "eng2@acme.test";
    private static final Duration IN_THE_QUEUE_WITHIN = Duration.ofSeconds(60);
    private static final String SAID = "vpn says connected but she can't open the shared drive";

    /** Who reads what: every service behind the gateway. */
    private static final List<Map.Entry<String, String>> READS =
            List.of(
                    Map.entry(ENGINEER, SESSIONS + "?limit=20"),
                    Map.entry(ENGINEER, SESSIONS + "/queue?limit=20"),
                    Map.entry(ENGINEER, SESSIONS + "/escalation-queue"),
                    Map.entry(ENGINEER, "/api/v1/notifications?limit=20"),
                    Map.entry(ENGINEER, "/api/v1/flows?limit=20"),
                    Map.entry(L1, "/api/v1/l1/sessions/active"),
                    Map.entry(L1, "/api/v1/members/me"),
                    Map.entry("owner@acme.test", "/api/v1/ai/quota"),
                    Map.entry("owner@acme.test", "/api/v1/ai/usage?limit=5"),
                    Map.entry("owner@acme.test", "/api/v1/integrations/psa/connections"));

    private final Caller caller;
    private final HostileDesk tickets;
    private final Made made;

    DayWork(Caller caller, HostileDesk tickets, Made made) {
        this.caller = caller;
        this.tickets = tickets;
        this.made = made;
    }

    /** One piece of work; which, chance says. */
    void next(RandomGenerator random) {
        List<Consumer<RandomGenerator>> all =
                List.of(this::reads, this::walks, this::sessions, this::handsOff, this::pushes);
        all.get(random.nextInt(all.size())).accept(random);
    }

    private void reads(RandomGenerator random) {
        for (int n = 0; n < READS.size(); n++) {
            var one = READS.get(random.nextInt(READS.size()));
            caller.get(one.getKey(), one.getValue());
        }
    }

    private void walks(RandomGenerator random) {
        String walk =
                caller.post(L1, "/api/v1/l1/intake", Map.of("problem_statement", SAID), 200)
                        .text("/session_id");
        String path = "/api/v1/l1/sessions/" + walk;
        Answer now = caller.get(L1, path);
        for (int answered = 0; answered < 2; answered++) {
            JsonNode node = now.json().at("/current_node");
            now =
                    caller.post(
                            L1,
                            path + "/step",
                            Map.of(
                                    "node_id", node.at("/id").asString(),
                                    "answer", node.at("/options/0/value").asString(),
                                    "version", now.json().at("/version").asInt()),
                            200);
        }
        caller.post(
                L1,
                path + "/notes",
                Map.of("version", 0, "notes", List.of(Map.of("text", "Other shares open."))),
                200);
        if (random.nextBoolean()) {
            caller.post(
                    L1,
                    path + "/resolve",
                    Map.of("helpful", true, "resolution_notes", "Mapped it again."),
                    200);
            made.readable(L1, path, "resolved");
        } else {
            escalates(walk);
        }
    }

    private void escalates(String walk) {
        Answer escalated =
                caller.post(
                        L1,
                        "/api/v1/l1/sessions/" + walk + "/escalate",
                        Map.of("reason_category", "needs_permissions", "reason", "Share rights."),
                        200);
        String handoff = escalated.text("/escalation/handoff_id");
        made.handoff(handoff);
        // an escalated walk comes to the queue by event
        awaits(handoff);
        Answer claimed = claims(ENGINEER, walk, handoff);
        String path = SESSIONS + "/" + claimed.text("/session_id");
        caller.post(ENGINEER, path + "/facts", Map.of("text", "Not in the group."), 201);
        resolves(ENGINEER, path);
    }

    /** Looks at the queue until it is there, as people do before they claim. */
    private void awaits(String handoff) {
        long end = System.nanoTime() + IN_THE_QUEUE_WITHIN.toNanos();
        while (!caller.get(ENGINEER, SESSIONS + "/queue?limit=100").text().contains(handoff)) {
            if (System.nanoTime() > end) {
                caller.failed("hand-off " + handoff + " did not come to the queue");
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private void sessions(RandomGenerator random) {
        String path = session("A session of the roll-out");
        caller.post(ENGINEER, path + "/facts", Map.of("text", "It worked on Monday."), 201);
        caller.post(
                ENGINEER,
                path + "/suggested-fixes",
                Map.of("title", "Clear the cache", "description", "It is full."),
                201);
        if (random.nextInt(4) == 0) {
            caller.post(ENGINEER, path + "/chat", Map.of("message", "What now?"), 200);
        }
        caller.post(ENGINEER, path + "/pause", Map.of(), 204);
        caller.post(ENGINEER, path + "/resume", Map.of(), 204);
        caller.get(ENGINEER, path);
        resolves(ENGINEER, path);
    }

    private void handsOff(RandomGenerator random) {
        String path = session("A session to be handed over");
        String intent = random.nextBoolean() ? "park" : "escalate";
        String handoff =
                caller.post(
                                ENGINEER,
                                path + "/handoff",
                                Map.of("intent", intent, "reason", "My shift ends."),
                                201)
                        .text("/id");
        // a parked one is shown on request only
        if (intent.equals("escalate")) {
            made.handoff(handoff);
        }
        claims(COLLEAGUE, path.substring(SESSIONS.length() + 1), handoff);
        caller.get(COLLEAGUE, path + "/handoffs");
        resolves(COLLEAGUE, path);
    }

    private void pushes(RandomGenerator random) {
        String ticket = tickets.tickets(1).getFirst();
        String path = session("A session about ticket " + ticket);
        caller.post(ENGINEER, path + "/link-ticket", Map.of("psa_ticket_id", ticket), 200);
        Answer preview = caller.post(ENGINEER, path + "/resolution-note/preview", Map.of(), 200);
        Answer posted =
                caller.post(
                        ENGINEER,
                        path + "/resolution-note/post",
                        Map.of(
                                "markdown",
                                preview.text("/markdown") + "\n\nConfirmed by phone.",
                                "state_version",
                                preview.json().at("/state_version").asLong()),
                        200);
        if (!posted.text("/outcome").equals("resolved")) {
            caller.failed("a note's outcome is " + posted.text("/outcome"));
        }
        made.note(ticket);
        made.readable(ENGINEER, path, "resolved");
    }

    private String session(String title) {
        return SESSIONS
                + "/"
                + caller.post(
                                ENGINEER,
                                SESSIONS,
                                Map.of("session_type", "chat", "title", title),
                                201)
                        .text("/session_id");
    }

    private Answer claims(String who, String source, String handoff) {
        return caller.post(
                who, SESSIONS + "/" + source + "/handoffs/" + handoff + "/claim", Map.of(), 200);
    }

    private void resolves(String who, String path) {
        caller.post(who, path + "/resolve", Map.of("resolution_summary", "Mapped it again."), 200);
        made.readable(who, path, "resolved");
    }
}
