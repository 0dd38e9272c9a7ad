package io.resolutionflow.e2e.report;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sizes of a run, each with the standard the run itself names. */
public final class Settings {

    private final Map<String, String> given;
    private final Set<String> known = new TreeSet<>();

    public Settings(Map<String, String> given) {
        this.given = Map.copyOf(given);
    }

    /** A whole number of 1 or more. */
    public int number(String name, int standard) {
        known.add(name);
        String value = given.get(name);
        if (value == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException(
                "--set " + name + "=" + value + ": a whole number of 1 or more is needed");
    }

    /** Anything but a size. */
    public String text(String name, String standard) {
        known.add(name);
        return given.getOrDefault(name, standard);
    }

    /** Settings that the run never asked for: most likely misspelt. */
    public Set<String> unknown() {
        var unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(known);
        return unknown;
    }
}
