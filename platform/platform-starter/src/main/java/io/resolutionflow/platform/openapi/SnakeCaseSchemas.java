package io.resolutionflow.platform.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * springdoc reads Java names by its own mapper; the wire speaks snake_case. This gives members the
 * names that callers see.
 */
class SnakeCaseSchemas implements GlobalOpenApiCustomizer {

    @Override
    public void customise(OpenAPI api) {
        if (api.getComponents() != null && api.getComponents().getSchemas() != null) {
            api.getComponents().getSchemas().values().forEach(SnakeCaseSchemas::rename);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void rename(Schema<?> schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties != null) {
            var renamed = new LinkedHashMap<String, Schema>();
            properties.forEach((name, property) -> {
                rename(property);
                renamed.put(snake(name), property);
            });
            schema.setProperties(renamed);
        }
        List<String> required = schema.getRequired();
        if (required != null) {
            schema.setRequired(required.stream().map(SnakeCaseSchemas::snake).toList());
        }
        if (schema.getItems() != null) {
            rename(schema.getItems());
        }
    }

    static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
