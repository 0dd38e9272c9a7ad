package io.resolutionflow.platform.testing.events;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** One view against one sample. */
final class ConsumedEvent {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private ConsumedEvent() {}

    /**
     * @param types all that are read into the view
     */
    static List<String> check(List<String> types, Class<?> view) {
        var findings = new ArrayList<String>();
        var named = new HashSet<String>();
        for (String type : types) {
            JSON.readTree(EventSamples.schema(type))
                    .path("properties")
                    .properties()
                    .forEach(member -> named.add(member.getKey()));
        }
        for (String type : types) {
            Object read = JSON.readValue(EventSamples.sample(type), view);
            for (RecordComponent component : components(view)) {
                if (!mayBeNull(component) && value(component, read) == null) {
                    findings.add(
                            where(view, component, type)
                                    + ": null in the sample, and not @Nullable");
                }
            }
        }
        for (RecordComponent component : components(view)) {
            String name = snake(component.getName());
            if (!named.contains(name)) {
                findings.add(
                        where(view, component, String.join(", ", types))
                                + ": the schema names no "
                                + name);
            }
        }
        return findings;
    }

    private static RecordComponent[] components(Class<?> view) {
        return view.isRecord() ? view.getRecordComponents() : new RecordComponent[0];
    }

    private static String where(Class<?> view, RecordComponent component, String types) {
        return view.getSimpleName() + "." + component.getName() + " of " + types;
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
