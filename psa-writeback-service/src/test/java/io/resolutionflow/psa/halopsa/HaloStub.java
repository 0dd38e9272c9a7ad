package io.resolutionflow.psa.halopsa;

import io.resolutionflow.psa.connector.Peer;
import io.resolutionflow.psa.connector.StubDesk;
import io.resolutionflow.psa.connector.StubServer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** HaloPSA's protocol with its quirks (reference psa-apis §4.8), state in memory. */
public final class HaloStub extends StubServer implements Peer {

    private static final int INTERNAL = 7;
    private static final int CUSTOMER = 8;
    private static final Map<Integer, String> STATUSES =
            new TreeMap<>(Map.of(1, "New", 2, "In Progress", 9, "Closed", 21, "With 2nd line"));

    private final StubDesk desk = new StubDesk();
    private final Set<String> tokens = new HashSet<>();
    private int next = 100;
    private int mails;

    /** Whether a stored record comes back alone or in an array: both happen. */
    volatile boolean answersArrays;

    /** Seconds a token lives. */
    volatile int tokenSeconds = 3_600;

    /** As when every token has just ended. */
    synchronized void endTokens() {
        tokens.clear();
    }

    synchronized int tokensGiven() {
        return next - 100;
    }

    @Override
    protected Reply answer(Call call) {
        if (call.path().equals("/auth/token")) {
            return token(parameters(call.text()));
        }
        if (!tokens.contains(call.authorization().replace("Bearer ", ""))) {
            return Reply.json(401, Map.of("Message", "Authorization has been denied."));
        }
        if (call.method().equals("POST") && !call.body().isArray()) {
            return Reply.text(500, "Object reference not set to an instance of an object.");
        }
        String path = call.path().replaceFirst("^/api", "");
        if (path.matches("/Tickets/\\d+")) {
            var found = desk.ticket(Integer.parseInt(path.substring(9)));
            return found == null
                    ? Reply.json(404, Map.of("ClassName", "System.Exception", "Message", "no"))
                    : Reply.json(200, found);
        }
        if (path.matches("/TicketType/\\d+")) {
            return Reply.json(
                    200,
                    Map.of(
                            "id",
                            1,
                            "name",
                            "Incident",
                            "allowed_status",
                            List.of(Map.of("id", 1), Map.of("id", 2), Map.of("id", 9))));
        }
        return switch (call.method() + " " + path) {
            case "GET /Client" -> Reply.json(200, Map.of("record_count", 1, "clients", List.of()));
            case "GET /Status" -> Reply.json(200, statuses());
            case "GET /TicketType" ->
                    Reply.json(
                            200,
                            List.of(
                                    Map.of("id", 1, "name", "Incident"),
                                    Map.of("id", 3, "name", "Change")));
            case "GET /Agent" ->
                    Reply.json(
                            200,
                            List.of(
                                    Map.of(
                                            "id",
                                            4,
                                            "name",
                                            "Dana Reyes",
                                            "email",
                                            "dana@acme.test",
                                            "isdisabled",
                                            false)));
            case "GET /Tickets" -> search(call);
            case "GET /Actions" -> actionsOf(Integer.parseInt(call.parameter("ticket_id")));
            case "POST /Actions" -> addAction(call.body().path(0));
            case "POST /Tickets" -> change(call.body().path(0));
            default -> Reply.json(404, Map.of("Message", "no such path " + path));
        };
    }

    private Reply token(Map<String, String> form) {
        boolean right =
                "client_credentials".equals(form.get("grant_type"))
                        && "halo-app".equals(form.get("client_id"))
                        && "halo-secret-31".equals(form.get("client_secret"));
        if (!right) {
            return Reply.json(
                    400,
                    Map.of("error", "invalid_client", "error_description", "Client is unknown."));
        }
        String token = "token-" + next++;
        tokens.add(token);
        return Reply.json(
                200,
                Map.of("access_token", token, "token_type", "Bearer", "expires_in", tokenSeconds));
    }

    private static List<Map<String, Object>> statuses() {
        return STATUSES.entrySet().stream()
                .map(status ->
                        Map.<String, Object>of("id", status.getKey(), "name", status.getValue()))
                .toList();
    }

    private Reply search(Call call) {
        var found = desk.having("summary", call.parameter("search"));
        var page =
                StubDesk.page(
                        found,
                        Integer.parseInt(call.parameter("page_no")),
                        Integer.parseInt(call.parameter("page_size")));
        return Reply.json(200, Map.of("record_count", found.size(), "tickets", page));
    }

    private Reply actionsOf(int ticket) {
        var found = desk.notes(ticket);
        return Reply.json(200, Map.of("record_count", found.size(), "actions", found));
    }

    private Reply addAction(JsonNode wanted) {
        int outcome = wanted.path("outcome_id").asInt(0);
        if (outcome == 0) {
            return Reply.json(400, Map.of("Message", "An Outcome must be entered for this Action"));
        }
        if (outcome != INTERNAL && outcome != CUSTOMER) {
            return Reply.json(400, Map.of("Message", "You do not have access to this Action"));
        }
        if (!desk.has(wanted.path("ticket_id").asInt())) {
            return Reply.json(404, Map.of("Message", "Ticket not found"));
        }
        boolean mailed = wanted.path("sendemail").asBoolean(true);
        var action = desk.newNote(wanted.path("ticket_id").asInt());
        action.put("outcome_id", outcome);
        // markup is taken out on reading
        action.put("note", wanted.path("note").asString().replaceAll("<[a-zA-Z/][^>]*>", ""));
        action.put("hiddenfromuser", wanted.path("hiddenfromuser").asBoolean(false));
        action.put("who", "ResolutionFlow");
        action.put("datetime", now());
        action.put("mailed", mailed);
        mails += mailed ? 1 : 0;
        return stored(action);
    }

    private Reply change(JsonNode wanted) {
        var ticket = desk.ticket(wanted.path("id").asInt());
        if (ticket == null) {
            return Reply.json(404, Map.of("Message", "Ticket not found"));
        }
        int status = wanted.path("status_id").asInt();
        // an unknown status is taken with a 200 and does nothing; so does one of another work flow
        if (STATUSES.containsKey(status) && status != 21) {
            ticket.put("status_id", status);
            ticket.put("hasbeenclosed", status == 9);
        }
        return stored(ticket);
    }

    private Reply stored(Map<String, Object> record) {
        return Reply.json(201, answersArrays ? List.of(record) : record);
    }

    private static String now() {
        return LocalDateTime.now(ZoneOffset.UTC).withNano(0).toString();
    }

    synchronized int mails() {
        return mails;
    }

    @Override
    public JsonNode config() {
        return JSON.readTree(
                "{\"tenant\": \"acme\", \"internal_outcome_id\": 7, \"customer_outcome_id\": \"8\"}");
    }

    @Override
    public Map<String, String> credentials() {
        return Map.of("client_id", "halo-app", "client_secret", "halo-secret-31");
    }

    @Override
    public Map<String, String> wrongCredentials() {
        return Map.of("client_id", "halo-app", "client_secret", "wrong-canary-4417");
    }

    @Override
    public synchronized String newTicket(String summary) {
        var ticket = desk.newTicket();
        ticket.put("summary", summary);
        ticket.put("details", "It does not open.");
        ticket.put("status_id", 2);
        ticket.put("tickettype_id", 1);
        ticket.put("agent_id", 4);
        ticket.put("client_name", "Acme Dental");
        ticket.put("user_name", "Sam");
        ticket.put("hasbeenclosed", false);
        ticket.put("lastactiondate", now());
        return ticket.get("id").toString();
    }

    @Override
    public String board() {
        return "1";
    }

    @Override
    public String openStatus() {
        return "2";
    }

    @Override
    public String otherStatus() {
        return "9";
    }

    @Override
    public String foreignStatus() {
        return "21";
    }

    @Override
    public synchronized List<Stored> notes(String ticket) {
        return desk.notes(Integer.parseInt(ticket)).stream()
                .map(action ->
                        new Stored(
                                action.get("id").toString(),
                                action.get("note").toString(),
                                (Boolean) action.get("hiddenfromuser"),
                                (Boolean) action.get("mailed") ? 1 : 0))
                .toList();
    }

    @Override
    public synchronized String status(String ticket) {
        return desk.ticket(Integer.parseInt(ticket)).get("status_id").toString();
    }

    @Override
    public String notePath() {
        return "/api/Actions";
    }
}
