package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.psa.LinkedSessions.Linked;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Both simulators of one process. */
final class Desks {

    private final Map<Vendor, HostileDesk> desks = new EnumMap<>(Vendor.class);

    Desks(String admin) {
        Arrays.stream(Vendor.values())
                .forEach(vendor -> desks.put(vendor, new HostileDesk(admin, vendor)));
    }

    HostileDesk of(Vendor vendor) {
        return java.util.Objects.requireNonNull(desks.get(vendor));
    }

    /** For whoever comes next: as long at each as its share of the work lets expect. */
    void troubleAll(Trouble trouble) {
        desks.forEach((vendor, desk) -> {
            int times = trouble.times() * vendor.callsPerMinute();
            int most = Vendor.CONNECTWISE.callsPerMinute();
            desk.troubleAll(trouble.times(Math.max(1, times / most)));
        });
    }

    /** No fault is left at any. */
    void peace() {
        of(Vendor.CONNECTWISE).peace();
    }

    /**
     * Every connection of a run stands for another customer's database, and the simulator has but
     * one: its hourly count begins anew.
     */
    void anotherHour() {
        of(Vendor.AUTOTASK).anotherHour();
    }

    /** What the ledgers say now. */
    Notes notes() {
        var counts = new EnumMap<Vendor, Map<String, Integer>>(Vendor.class);
        desks.forEach((vendor, desk) -> counts.put(vendor, desk.notes()));
        return new Notes(counts);
    }

    /** How many notes are in each ticket. */
    record Notes(Map<Vendor, Map<String, Integer>> counts) {

        int of(Linked session) {
            return counts.getOrDefault(session.vendor(), new HashMap<>())
                    .getOrDefault(session.ticket(), 0);
        }
    }
}
