package io.resolutionflow.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What redaction finds, and what it takes by mistake, measured over 600 tickets (contract-ai §5.5).
 */
class RedactionCorpusTests {

    private static final double LEAST_FOUND = 0.995;
    private static final double MOST_TAKEN_BY_MISTAKE = 0.02;

    private final List<TicketCorpus.Ticket> tickets = TicketCorpus.of(600, 20_261_120);
    private final Egress egress = new Egress(List.of(new PatternRedactor()));

    @Test
    void strict_finds_every_structured_kind() {
        Map<String, int[]> kinds = new TreeMap<>();
        var missed = new ArrayList<String>();
        for (var ticket : tickets) {
            String sent = egress.open("strict").redact(ticket.text());
            for (var planted : ticket.planted()) {
                int[] counted = kinds.computeIfAbsent(planted.kind(), kind -> new int[2]);
                counted[0]++;
                if (sent.contains(planted.text())) {
                    counted[1]++;
                    missed.add(planted.kind() + " " + planted.text());
                }
            }
        }
        kinds.forEach((kind, counted) ->
                assertThat(1 - (double) counted[1] / counted[0])
                        .as("found of %s: %d planted, missed %s", kind, counted[0], missed)
                        .isGreaterThanOrEqualTo(LEAST_FOUND));
        assertThat(kinds).containsOnlyKeys("card", "email", "iban", "ip", "mac", "phone", "secret");
    }

    @Test
    void standard_takes_secrets_cards_and_accounts_and_leaves_people() {
        int taken = 0;
        int secrets = 0;
        int left = 0;
        int people = 0;
        for (var ticket : tickets) {
            String sent = egress.open("standard").redact(ticket.text());
            for (var planted : ticket.planted()) {
                boolean gone = !sent.contains(planted.text());
                if (List.of("secret", "card", "iban").contains(planted.kind())) {
                    secrets++;
                    taken += gone ? 1 : 0;
                } else {
                    people++;
                    left += gone ? 0 : 1;
                }
            }
        }
        assertThat((double) taken / secrets).isGreaterThanOrEqualTo(LEAST_FOUND);
        assertThat((double) left / people).isGreaterThanOrEqualTo(1 - MOST_TAKEN_BY_MISTAKE);
    }

    @Test
    void hardly_anything_is_taken_by_mistake() {
        int all = 0;
        var mistaken = new ArrayList<String>();
        for (var ticket : tickets) {
            String sent = egress.open("strict").redact(ticket.text());
            for (String harmless : ticket.harmless()) {
                all++;
                if (!sent.contains(harmless)) {
                    mistaken.add(harmless);
                }
            }
        }
        assertThat((double) mistaken.size() / all)
                .as("taken by mistake: %s", mistaken.stream().distinct().limit(20).toList())
                .isLessThanOrEqualTo(MOST_TAKEN_BY_MISTAKE);
    }

    @Test
    void what_was_taken_out_comes_back_but_no_secret() {
        for (var ticket : tickets) {
            var session = egress.open("strict");
            String sent = session.redact(ticket.text());
            var answer = session.answer(false);
            String back = answer.piece(sent) + answer.rest();
            for (var planted : ticket.planted()) {
                assertThat(back.contains(planted.text()))
                        .as(planted.text())
                        .isEqualTo(!planted.kind().equals("secret"));
            }
        }
    }

    @Test
    void a_long_text_of_almost_matches_is_read_quickly() {
        String text = "a.".repeat(100_000) + "1 ".repeat(100_000) + "eyJ".repeat(50_000);
        long began = System.nanoTime();
        egress.open("strict").redact(text);
        assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
    }
}
