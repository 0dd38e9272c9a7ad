package io.resolutionflow.e2e.psa;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * What happens to one ticket: a fault of the simulator that strikes some requests of one kind
 * (contract-psa §14).
 *
 * @param operation {@code note}, {@code status} or {@code read}
 * @param times how many requests it strikes
 */
record Trouble(String operation, String mode, Map<String, Object> arguments, int times) {

    /** One dish of the menu. */
    private interface Dish extends BiFunction<Table, RandomGenerator, List<Trouble>> {}

    /**
     * For whom the dish is.
     *
     * @param vendor whose ticket it is
     * @param customer whether the note is for the customer's eyes
     * @param elsewhere another ticket, that a merged one answers with
     */
    record Table(Vendor vendor, boolean customer, String elsewhere) {}

    /** As many tickets as these of a hundred are left in peace. */
    private static final int IN_PEACE = 30;

    private static final List<Dish> MENU =
            List.of(
                    // stored, and the answer is lost
                    always(note("drop_after_commit", Map.of())),
                    always(note("hang_after_commit", Map.of("ms", 40_000))),
                    always(note("error_after_commit", Map.of("code", 500))),
                    always(note("error_after_commit", Map.of("code", 422))),
                    always(note("error_after_commit", Map.of("code", 502))),
                    always(note("garbage_body", Map.of())),
                    always(note("garbage_body", Map.of("kind", "cut_json"))),
                    always(note("slow_body", Map.of("ms", 30_000))),
                    always(
                            note("late_visible", Map.of("ms", 20_000)),
                            note("drop_after_commit", Map.of())),
                    // not stored, and it looks the same
                    always(note("drop_before_commit", Map.of())),
                    // refused, for now
                    always(note("throttle", Map.of("retry_after", 2))),
                    always(note("throttle", Map.of("retry_after", 2, "as", "date"))),
                    seldom(note("throttle_bare", Map.of())),
                    always(read("throttle", Map.of("retry_after", 8))),
                    always(note("burst_5xx", Map.of("code", 503))),
                    always(new Trouble("read", "burst_5xx", Map.of("code", 502), 3)),
                    always(note("auth_expired", Map.of())),
                    always(status("auth_expired", Map.of())),
                    always(note("forbidden", Map.of())),
                    always(status("forbidden", Map.of())),
                    always(read("not_found", Map.of())),
                    always(note("not_found", Map.of())),
                    (table, random) -> List.of(read("merged", Map.of("id", table.elsewhere()))),
                    // a status that is not what the answer says
                    always(status("silent_reject_status", Map.of())),
                    always(status("late_revert", Map.of("ms", 1_000))),
                    (table, random) ->
                            List.of(
                                    status(
                                            "foreign_change",
                                            Map.of("status_id", table.vendor().third()))),
                    always(status("drop_after_commit", Map.of())),
                    always(status("drop_before_commit", Map.of())),
                    // a note that reads back otherwise
                    always(note("newline_to_space", Map.of())),
                    always(note("html_rewrite", Map.of())),
                    Trouble::truncated,
                    only(Vendor.AUTOTASK, note("thread_limit", Map.of())),
                    only(Vendor.AUTOTASK, note("note_triggers_revert", Map.of())));

    /** What is served to one ticket; most often nothing or one dish. */
    static List<Trouble> serve(Table table, RandomGenerator random) {
        return random.nextInt(100) < IN_PEACE
                ? List.of()
                : MENU.get(random.nextInt(MENU.size())).apply(table, random);
    }

    /**
     * Cuts the marker off with the text's end. No look can find such a note again, so only one for
     * the customer is served this: that one is never sent twice by itself.
     */
    private static List<Trouble> truncated(Table table, RandomGenerator random) {
        return table.customer() ? List.of(note("truncate", Map.of("n", 30))) : List.of();
    }

    private static Dish only(Vendor vendor, Trouble trouble) {
        return (table, random) -> table.vendor() == vendor ? List.of(trouble) : List.of();
    }

    private static Dish always(Trouble... troubles) {
        return (table, random) -> List.of(troubles);
    }

    /** It stops a whole connection for half a minute: one of four times it is that bad. */
    private static Dish seldom(Trouble trouble) {
        return (table, random) -> random.nextInt(4) == 0 ? List.of(trouble) : List.of();
    }

    /** The same for so many requests. */
    Trouble times(int other) {
        return new Trouble(operation, mode, arguments, other);
    }

    private static Trouble note(String mode, Map<String, Object> arguments) {
        return new Trouble("note", mode, arguments, 1);
    }

    private static Trouble status(String mode, Map<String, Object> arguments) {
        return new Trouble("status", mode, arguments, 1);
    }

    private static Trouble read(String mode, Map<String, Object> arguments) {
        return new Trouble("read", mode, arguments, 1);
    }
}
