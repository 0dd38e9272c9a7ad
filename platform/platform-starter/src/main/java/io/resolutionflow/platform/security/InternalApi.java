package io.resolutionflow.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which service clients may call an endpoint under {@code /internal/v1} with their own credentials;
 * another one gets 403 {@code client_not_allowed}. Empty means every service. A forwarded user
 * token passes: the endpoint's own rules decide.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface InternalApi {
    String[] value() default {};
}
