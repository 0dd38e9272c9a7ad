package io.resolutionflow.platform.autoconfigure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micrometer.tracing.Tracer;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.observability.TraceIds;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Clock, ids, trace ids, audit and the one JSON dialect of all APIs and events. */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
public class CommonAutoConfiguration {

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    /**
     * As fine as the database keeps time: what an answer says when a row is written is what every
     * later reading of that row says.
     */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids() {
        return Ids.timeOrdered();
    }

    @Bean
    TraceIds traceIds(ObjectProvider<Tracer> tracer) {
        return new TraceIds(tracer.getIfAvailable(() -> Tracer.NOOP));
    }

    @Bean
    AuditLog auditLog(JdbcClient jdbc, JsonMapper json, Ids ids, Clock clock, TraceIds traces) {
        return new AuditLog(jdbc, json, ids, clock, traces);
    }

    /**
     * snake_case, every member present, and no silent conversion: a number where a string belongs
     * is the caller's mistake.
     */
    @Bean
    JsonMapperBuilderCustomizer apiJson() {
        return builder ->
                builder.addModule(
                                new SimpleModule("storable-text")
                                        .addDeserializer(String.class, new StorableText()))
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .changeDefaultPropertyInclusion(inclusion ->
                                inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                text ->
                                        text.setCoercion(
                                                        CoercionInputShape.Integer,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Float,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Boolean,
                                                        CoercionAction.Fail));
    }
}
