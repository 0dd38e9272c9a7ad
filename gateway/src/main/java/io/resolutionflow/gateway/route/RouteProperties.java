package io.resolutionflow.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The route table of contract-gateway, in order: the first match wins.
 *
 * @param services base address of each service
 * @param table paths per service, {@code *} one segment, {@code /**} also nothing
 * @param streams GET paths without an answer timeout
 * @param ai {@code METHOD path} of routes that wait for a model
 * @param answer how long other routes may take
 * @param aiAnswer how long AI routes may take
 */
@ConfigurationProperties("rf.routes")
public record RouteProperties(
        Map<String, URI> services,
        List<Entry> table,
        List<String> streams,
        List<String> ai,
        @DefaultValue("1s") Duration connect,
        @DefaultValue("30s") Duration answer,
        @DefaultValue("120s") Duration aiAnswer) {

    public record Entry(String service, List<String> paths) {}
}
