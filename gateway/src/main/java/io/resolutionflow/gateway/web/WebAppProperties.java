package io.resolutionflow.gateway.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param files folder of the built app, as a Spring resource location ending in a slash
 * @param clientId the app's public client at the issuer
 * @param version told to the app
 * @param origins exact origins that may call the API from another site
 * @param behindTls whether TLS ends in front of the gateway: then HSTS is sent
 */
@ConfigurationProperties("rf.web")
public record WebAppProperties(
        String files,
        @DefaultValue("web") String clientId,
        String version,
        @DefaultValue List<String> origins,
        boolean behindTls) {}
