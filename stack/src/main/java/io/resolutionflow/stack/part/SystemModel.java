package io.resolutionflow.stack.part;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All units of an instance with their wait-for edges. */
public record SystemModel(List<Unit> units) {

    /**
     * @throws IllegalArgumentException when an edge leads nowhere, a name occurs twice, or units
     *     wait for each other
     */
    public SystemModel {
        units = List.copyOf(units);
        levels(units);
    }

    /** Units that can start side by side, level after level. */
    public List<List<Unit>> levels() {
        return levels(units);
    }

    /** The reverse of the start: users before what they use. */
    public List<List<Unit>> stopOrder() {
        return levels().reversed();
    }

    public List<Part> parts() {
        return units.stream().flatMap(unit -> unit.parts().stream()).toList();
    }

    public Optional<Unit> unit(String name) {
        return units.stream().filter(unit -> unit.name().equals(name)).findFirst();
    }

    /** The unit that serves a part, or the unit of that name. */
    public Optional<Unit> serving(String part) {
        return units.stream()
                .filter(unit -> unit.parts().stream().anyMatch(one -> one.name().equals(part)))
                .findFirst()
                .or(() -> unit(part));
    }

    /** The named units alone; edges to the others are dropped. */
    public SystemModel only(Set<String> names) {
        return new SystemModel(
                units.stream()
                        .filter(unit -> names.contains(unit.name()))
                        .map(unit -> withEdgesTo(unit, names))
                        .toList());
    }

    private static Unit withEdgesTo(Unit unit, Set<String> names) {
        return new Unit(
                unit.name(),
                unit.waitsFor().stream().filter(names::contains).toList(),
                unit.ports(),
                unit.program(),
                unit.readyWithin(),
                unit.parts());
    }

    private static List<List<Unit>> levels(List<Unit> units) {
        Set<String> known = units.stream().map(Unit::name).collect(Collectors.toSet());
        if (known.size() != units.size()) {
            throw new IllegalArgumentException("two units have the same name");
        }
        List<List<Unit>> levels = new ArrayList<>();
        List<Unit> left = new ArrayList<>(units);
        Set<String> started = new HashSet<>();
        while (!left.isEmpty()) {
            List<Unit> level =
                    left.stream().filter(unit -> started.containsAll(unit.waitsFor())).toList();
            if (level.isEmpty()) {
                throw new IllegalArgumentException(
                        "units wait for each other or for something unknown: "
                                + left.stream().map(Unit::name).toList());
            }
            levels.add(level);
            left.removeAll(level);
            level.forEach(unit -> started.add(unit.name()));
        }
        return levels;
    }
}
