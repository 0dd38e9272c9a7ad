package io.resolutionflow.psa.connectwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.connector.TicketSearch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketConditionsTests {

    @Test
    void what_a_person_types_stays_inside_quotes() {
        assertThat(TicketConditions.of(search("vpn\" or id > 0 or summary = \"\\", null)))
                .isEqualTo(
                        "(summary contains \"vpn\\\" or id > 0 or summary = \\\"\\\\\" or company/name contains \"vpn\\\" or id > 0 or"
                                + " summary = \\\"\\\\\") and closedFlag=False");
    }

    @Test
    void a_number_finds_the_ticket_of_that_id_too() {
        assertThat(TicketConditions.of(search("1042", "1")))
                .startsWith("(id=1042 or summary contains \"1042\"")
                .contains(" and board/id=1 and ");
    }

    @Test
    void an_id_that_is_no_number_belongs_to_nothing() {
        assertThat(TicketConditions.of(search(null, "1 or 1=1"))).isNull();
    }

    private static TicketSearch search(@Nullable String text, @Nullable String board) {
        return new TicketSearch(text, board, null, null, true, 25, 1);
    }
}
