package io.resolutionflow.chart;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * The kinds of CloudNativePG, Strimzi and the Keycloak operator, by schemas of our own: the fields
 * used here with the types and choices of the operators' definitions, and no others.
 */
final class OperatorKinds {

    private static final Path FILE = Path.of("src/test/resources/operator-kinds.yaml");
    private static final Map<String, Object> KINDS = kinds();

    private OperatorKinds() {}

    static boolean knows(Manifest manifest) {
        return KINDS.containsKey(manifest.text("apiVersion") + " " + manifest.kind());
    }

    /** What is wrong with it, in words. */
    static List<String> findings(Manifest manifest) {
        Object kind = KINDS.get(manifest.text("apiVersion") + " " + manifest.kind());
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(json(kind), InputFormat.JSON);
        return schema.validate(json(manifest.map("spec")), InputFormat.JSON).stream()
                .map(error -> manifest.id() + ": " + error)
                .toList();
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private static Map<String, Object> kinds() {
        try {
            return Chart.map(new Yaml().load(Files.readString(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
