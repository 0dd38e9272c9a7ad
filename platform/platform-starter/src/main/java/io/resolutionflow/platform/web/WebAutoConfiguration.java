package io.resolutionflow.platform.web;

import io.resolutionflow.platform.observability.AccessLogFilter;
import io.resolutionflow.platform.observability.TraceIds;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Problem documents, the access log, and what no request may hold. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({ProblemAdvice.class, StorableText.class, WrittenOutIds.class})
public class WebAutoConfiguration {

    /**
     * Behind the observation filter, which opens the trace, and before security, so that refusals
     * are logged too.
     */
    private static final int AFTER_OBSERVATION = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    ProblemWriter problemWriter(JsonMapper json, TraceIds traces) {
        return new ProblemWriter(json, traces);
    }

    @Bean
    FilterRegistrationBean<AccessLogFilter> accessLog() {
        var registration = new FilterRegistrationBean<>(new AccessLogFilter());
        registration.setOrder(AFTER_OBSERVATION);
        return registration;
    }
}
