package io.resolutionflow.session.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The tickets the session belongs to.
 *
 * @param data the PSA's ticket as read when it was linked
 * @param fetchStatus {@code ok}, {@code unavailable} (PSA away) or {@code unverified} (not even the
 *     connection was checked)
 */
@Embeddable
public record TicketLink(
        @Column(name = "psa_ticket_id") @Nullable String psaTicketId,
        @Column(name = "psa_connection_id") @Nullable UUID psaConnectionId,
        @Column(name = "internal_ticket_id") @Nullable UUID internalTicketId,
        @JdbcTypeCode(SqlTypes.JSON) @Column(name = "ticket_data")
                @Nullable Map<String, @Nullable Object> data,
        @Column(name = "ticket_fetch_status") @Nullable String fetchStatus) {

    public static final TicketLink NONE = new TicketLink(null, null, null, null, null);
}
