package io.resolutionflow.e2e.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Who publishes and who follows what: read from the chart's own file, which tests hold true. */
record Topology(List<Follow> follows) {

    /**
     * One consumer and the publisher of its topic, by their schemas.
     *
     * @param consumer as its inbox names it
     */
    record Follow(String publisher, String topic, String follower, String consumer) {}

    private static final Pattern SERVICE = Pattern.compile("^([a-z0-9-]+):$");
    private static final Pattern SCHEMA = Pattern.compile("^  schema: (\\w+)$");
    private static final Pattern PUBLISHES = Pattern.compile("^  publishes: (\\S+)$");
    private static final Pattern FOLLOWS =
            Pattern.compile("^    - \\{ topic: (\\S+), group: (\\S+)\\.(\\S+) }$");

    static Topology read(Path file) throws IOException {
        Map<String, String> schemas = new HashMap<>();
        Map<String, String> publishers = new HashMap<>();
        List<String[]> read = new ArrayList<>();
        String service = "";
        for (String line : Files.readAllLines(file)) {
            var name = SERVICE.matcher(line);
            var schema = SCHEMA.matcher(line);
            var topic = PUBLISHES.matcher(line);
            var follow = FOLLOWS.matcher(line);
            if (name.matches()) {
                service = name.group(1);
            } else if (schema.matches()) {
                schemas.put(service, schema.group(1));
            } else if (topic.matches()) {
                publishers.put(topic.group(1), service);
            } else if (follow.matches()) {
                read.add(new String[] {follow.group(1), follow.group(2), follow.group(3)});
            }
        }
        return new Topology(
                read.stream()
                        .map(one ->
                                new Follow(
                                        known(schemas, known(publishers, one[0])),
                                        one[0],
                                        known(schemas, one[1]),
                                        one[2]))
                        .toList());
    }

    private static String known(Map<String, String> all, String key) {
        String value = all.get(key);
        if (value == null) {
            throw new IllegalStateException("the topology says nothing of " + key);
        }
        return value;
    }
}
