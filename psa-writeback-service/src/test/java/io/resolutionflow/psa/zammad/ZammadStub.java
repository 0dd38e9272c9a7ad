package io.resolutionflow.psa.zammad;

import io.resolutionflow.psa.connector.Peer;
import io.resolutionflow.psa.connector.StubDesk;
import io.resolutionflow.psa.connector.StubServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Zammad's protocol with its quirks (reference psa-apis §6.7), state in memory. */
public final class ZammadStub extends StubServer implements Peer {

    private static final Map<Integer, String> STATES =
            new TreeMap<>(
                    Map.of(1, "new", 2, "open", 3, "pending reminder", 4, "closed", 5, "merged"));
    private static final Pattern SOUGHT = Pattern.compile("title:\"((?:\\\\.|[^\"\\\\])*)\"\\)");

    private final StubDesk desk = new StubDesk();

    /** Stores the article and answers 422 all the same. */
    volatile boolean createdBut422;

    @Override
    protected Reply answer(Call call) {
        if (!call.authorization().equals("Token token=zammad-token-82")) {
            return Reply.json(401, Map.of("error", "Authentication required"));
        }
        String path = call.path().replaceFirst("^/api/v1", "");
        if (path.matches("/tickets/\\d+")) {
            return ticket(call, desk.ticket(Integer.parseInt(path.substring(9))));
        }
        if (path.matches("/ticket_articles/by_ticket/\\d+")) {
            int ticket = Integer.parseInt(path.substring(27));
            return Reply.json(200, desk.notes(ticket));
        }
        return switch (call.method() + " " + path) {
            case "GET /users/me" -> Reply.json(200, Map.of("id", 3, "login", "rfapi"));
            case "GET /users" ->
                    Reply.json(
                            200,
                            List.of(
                                    Map.of(
                                            "id",
                                            9,
                                            "firstname",
                                            "Dana",
                                            "lastname",
                                            "Reyes",
                                            "email",
                                            "dana@acme.test",
                                            "active",
                                            true)));
            case "GET /groups" ->
                    Reply.json(200, List.of(Map.of("id", 1, "name", "Users", "active", true)));
            case "GET /ticket_states" ->
                    Reply.json(
                            200,
                            STATES.entrySet().stream()
                                    .map(state ->
                                            Map.of(
                                                    "id",
                                                    state.getKey(),
                                                    "name",
                                                    state.getValue(),
                                                    "state_type_id",
                                                    state.getKey() + (state.getKey() > 3 ? 1 : 0),
                                                    "active",
                                                    true))
                                    .toList());
            case "GET /tickets/search" -> search(call);
            case "POST /ticket_articles" -> addArticle(call.body());
            default -> Reply.json(404, Map.of("error", "No route matches " + path));
        };
    }

    private Reply ticket(Call call, Map<String, Object> ticket) {
        if (ticket == null) {
            return Reply.json(404, Map.of("error", "Couldn't find Ticket with 'id'=…"));
        }
        if (call.method().equals("PUT")) {
            // unknown attributes are dropped without a word
            if (call.body().has("state_id")) {
                int state = call.body().path("state_id").asInt();
                if (!STATES.containsKey(state)) {
                    return Reply.json(
                            422, Map.of("error", "No lookup value found for 'state_id': " + state));
                }
                if (STATES.get(state).startsWith("pending")) {
                    return Reply.json(
                            422,
                            Map.of("error", "Missing required value for field 'pending_time'!"));
                }
                ticket.put("state_id", state);
                ticket.put("state", STATES.get(state));
            }
        }
        return Reply.json(200, ticket);
    }

    private Reply search(Call call) {
        Matcher sought = SOUGHT.matcher(call.parameter("query"));
        String text = sought.find() ? sought.group(1).replaceAll("\\\\(.)", "$1") : "";
        return Reply.json(
                200,
                StubDesk.page(
                        desk.having("title", text),
                        Integer.parseInt(call.parameter("page")),
                        Integer.parseInt(call.parameter("per_page"))));
    }

    private Reply addArticle(JsonNode wanted) {
        if (!desk.has(wanted.path("ticket_id").asInt())) {
            return Reply.json(404, Map.of("error", "Couldn't find Ticket"));
        }
        String body = wanted.path("body").asString();
        if (body.length() > 1_500_000) {
            return Reply.json(422, Map.of("error", "body of article is too large"));
        }
        String type = wanted.path("type").asString("note");
        var article = desk.newNote(wanted.path("ticket_id").asInt());
        article.put("subject", wanted.path("subject").asString());
        article.put(
                "body",
                wanted.path("content_type").asString("").equals("text/html")
                        ? body.replace("<br/>", "<br>")
                        : body);
        article.put("type", type);
        article.put("internal", wanted.path("internal").asBoolean(false));
        article.put("created_by", "rfapi");
        article.put("created_at", Instant.now().toString());
        return createdBut422
                ? Reply.json(422, Map.of("error", "Something else went wrong."))
                : Reply.json(201, article);
    }

    @Override
    public JsonNode config() {
        return JSON.createObjectNode();
    }

    @Override
    public Map<String, String> credentials() {
        return Map.of("token", "zammad-token-82");
    }

    @Override
    public Map<String, String> wrongCredentials() {
        return Map.of("token", "wrong-canary-4417");
    }

    @Override
    public synchronized String newTicket(String summary) {
        var ticket = desk.newTicket();
        ticket.put("number", "8200" + ticket.get("id"));
        ticket.put("title", summary);
        ticket.put("group_id", 1);
        ticket.put("group", "Users");
        ticket.put("state_id", 2);
        ticket.put("state", "open");
        ticket.put("owner", "dana@acme.test");
        ticket.put("customer", "sam@customer.test");
        ticket.put("priority", "2 normal");
        ticket.put("updated_at", Instant.now().toString());
        return ticket.get("id").toString();
    }

    /** As after somebody gave the ticket back. */
    synchronized void ofNobody(String ticket) {
        var record = Objects.requireNonNull(desk.ticket(Integer.parseInt(ticket)));
        record.put("owner_id", 1);
        record.put("owner", "-");
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
        return "4";
    }

    @Override
    public String foreignStatus() {
        return "77";
    }

    @Override
    public synchronized List<Stored> notes(String ticket) {
        return desk.notes(Integer.parseInt(ticket)).stream()
                .map(article ->
                        new Stored(
                                article.get("id").toString(),
                                article.get("body").toString(),
                                (Boolean) article.get("internal"),
                                article.get("type").equals("email") ? 1 : 0))
                .toList();
    }

    @Override
    public synchronized String status(String ticket) {
        return desk.ticket(Integer.parseInt(ticket)).get("state_id").toString();
    }

    @Override
    public String notePath() {
        return "/ticket_articles";
    }
}
