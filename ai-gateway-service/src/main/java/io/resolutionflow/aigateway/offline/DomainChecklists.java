package io.resolutionflow.aigateway.offline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fixed questions and safe checks of a domain, for where no runbook fits. */
@Component
public class DomainChecklists {

    /**
     * @param type {@code question} or {@code action}
     */
    record Item(String type, String text, List<String> options) {}

    private final Map<String, List<Item>> domains = new LinkedHashMap<>();

    public DomainChecklists() {
        RunbookLibrary.read("content/domain-checklists.json")
                .get("domains")
                .properties()
                .forEach(entry ->
                        domains.put(
                                entry.getKey(),
                                entry.getValue()
                                        .valueStream()
                                        .map(DomainChecklists::item)
                                        .toList()));
    }

    boolean knows(String domain) {
        return domains.containsKey(domain);
    }

    /**
     * The first item of the domain whose text is not among those asked before; never the same
     * twice.
     */
    Optional<Item> next(String domain, Set<String> askedPlain) {
        return Objects.requireNonNull(
                        domains.getOrDefault(domain, domains.get(RunbookFinder.OTHER)))
                .stream()
                .filter(item -> !askedPlain.contains(Words.plain(item.text())))
                .findFirst();
    }

    private static Item item(JsonNode node) {
        return new Item(
                node.get("type").asString(),
                node.get("text").asString(),
                node.get("options").valueStream().map(JsonNode::asString).toList());
    }
}
