package io.resolutionflow.platform.testing.events;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** One view against one sample. */
final class ConsumedEvent {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private ConsumedEvent() {}

    static List<String> check(String type, Class<?> view) {
        var findings = new ArrayList<String>();
        JsonNode members = JSON.readTree(EventSamples.schema(type)).path("properties");
        Object read = JSON.readValue(EventSamples.sample(type), view);
        if (!view.isRecord()) {
            return findings;
        }
        for (RecordComponent component : view.getRecordComponents()) {
            String name = snake(component.getName());
            String where = view.getSimpleName() + "." + component.getName() + " of " + type;
            if (!members.has(name)) {
                findings.add(where + ": the schema names no " + name);
            } else if (!mayBeNull(component) && value(component, read) == null) {
                findings.add(where + ": null in the sample, and not @Nullable");
            }
        }
        return findings;
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static boolean mayBeNull(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object value(RecordComponent component, Object read) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(read);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
