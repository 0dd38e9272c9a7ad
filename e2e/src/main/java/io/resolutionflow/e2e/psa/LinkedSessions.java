package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.client.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Active sessions of one engineer, each linked to a ticket: filled in bulk, past the service. */
final class LinkedSessions {

    /** One session to be resolved by a note of its account's engineer. */
    record Linked(UUID id, String ticket, UUID connection, Msp msp, Vendor vendor) {}

    private LinkedSessions() {}

    static List<Linked> fill(Connection database, Msp msp, List<String> tickets)
            throws SQLException {
        return fill(database, msp, Vendor.CONNECTWISE, tickets);
    }

    static List<Linked> fill(Connection database, Msp msp, Vendor vendor, List<String> tickets)
            throws SQLException {
        List<UUID> connections = msp.connections(vendor);
        JsonNode claims = claims(msp.engineer().token());
        UUID account = UUID.fromString(claims.path("account_id").asString());
        UUID user = UUID.fromString(claims.path("sub").asString());
        var made = new ArrayList<Linked>();
        database.setAutoCommit(false);
        try (PreparedStatement session =
                        database.prepareStatement(
                                """
                                insert into session.ai_session (account_id, id, created_at, updated_at, owner_id, owner_name, handler_id, handler_name,
                                    session_type, origin, title, title_automatic, status, intake_type, intake_content, problem_summary, state_version,
                                    psa_ticket_id, psa_connection_id, ticket_fetch_status, search_text)
                                values (?, ?, now(), now(), ?, ?, ?, ?, 'chat', 'direct', ?, false, 'active', 'free_text',
                                    '{"text": null, "log": null, "upload_ids": [], "client_name": null, "contact_name": null, "asset_name": null}',
                                    'The shared drive does not open.', 1, ?, ?, 'fetched', '')
                                """);
                PreparedStatement participant =
                        database.prepareStatement(
                                """
                                insert into session.session_participant (account_id, id, session_id, user_id, relation, since, session_created_at)
                                values (?, gen_random_uuid(), ?, ?, ?, now(), now())
                                """)) {
            for (int n = 0; n < tickets.size(); n++) {
                var linked =
                        new Linked(
                                UUID.randomUUID(),
                                tickets.get(n),
                                connections.get(n % connections.size()),
                                msp,
                                vendor);
                made.add(linked);
                String name = claims.path("name").asString("Engineer");
                Object[] values = {
                    account,
                    linked.id(),
                    user,
                    name,
                    user,
                    name,
                    "Chaos " + n,
                    linked.ticket(),
                    linked.connection()
                };
                for (int i = 0; i < values.length; i++) {
                    session.setObject(i + 1, values[i]);
                }
                session.addBatch();
                for (String relation : List.of("owner", "handler")) {
                    participant.setObject(1, account);
                    participant.setObject(2, linked.id());
                    participant.setObject(3, user);
                    participant.setString(4, relation);
                    participant.addBatch();
                }
            }
            session.executeBatch();
            participant.executeBatch();
            database.commit();
        } finally {
            database.setAutoCommit(true);
        }
        return List.copyOf(made);
    }

    private static JsonNode claims(String token) {
        return Json.read(
                new String(
                        Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                        StandardCharsets.UTF_8));
    }
}
