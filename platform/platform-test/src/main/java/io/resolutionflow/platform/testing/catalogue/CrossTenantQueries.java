package io.resolutionflow.platform.testing.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tables of docs/cross-tenant-queries.md: first cell the schema or {@code every}, second the
 * names in backticks.
 */
public final class CrossTenantQueries {

    private static final String FILE = "docs/cross-tenant-queries.md";
    private static final String SEARCHES = "## Searches inside one account";
    private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+)`");

    private final Map<String, Set<String>> bySchema = new LinkedHashMap<>();

    private final Map<String, Set<String>> searches = new LinkedHashMap<>();

    /** Read from a text of that form. */
    public CrossTenantQueries(String text) {
        boolean inSearches = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                inSearches = line.startsWith(SEARCHES);
            } else if (line.startsWith("| ")) {
                List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
                add(bySchema, cells);
                if (inSearches) {
                    add(searches, cells);
                }
            }
        }
    }

    private static void add(Map<String, Set<String>> names, List<String> cells) {
        if (cells.size() > 2) {
            Set<String> known =
                    names.computeIfAbsent(cells.get(1), schema -> new LinkedHashSet<>());
            NAME.matcher(cells.get(2)).results().forEach(name -> known.add(name.group(1)));
        }
    }

    /** The committed page, found from the directory of the module under test upwards. */
    public static CrossTenantQueries committed() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path page = folder.resolve(FILE);
            if (Files.exists(page)) {
                try {
                    return new CrossTenantQueries(Files.readString(page));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("no " + FILE + " above the working directory");
    }

    boolean lists(String schema, String name) {
        return own(schema).contains(name)
                || bySchema.getOrDefault("every", Set.of()).contains(name);
    }

    /** Names listed for this schema by itself. */
    Set<String> own(String schema) {
        return bySchema.getOrDefault(schema, Set.of());
    }

    /** Names listed as searches, which look into the account of the transaction only. */
    Set<String> searches(String schema) {
        return searches.getOrDefault(schema, Set.of());
    }

    @Override
    public String toString() {
        return FILE;
    }
}
