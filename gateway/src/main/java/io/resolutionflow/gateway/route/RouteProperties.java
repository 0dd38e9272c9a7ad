package io.resolutionflow.gateway.route;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The route table of contract-gateway, in order: the first match wins.
 *
 * @param services addresses of each service's processes
 * @param instancesFile properties file naming them instead, service by service; looked at every
 *     second, so that processes can come and go without a restart
 * @param table paths per service, {@code *} one segment, {@code /**} also nothing
 * @param streams {@code METHOD path} of routes without an answer timeout
 * @param ai {@code METHOD path} of routes that wait for a model
 * @param answer how long other routes may take
 * @param aiAnswer how long AI routes may take
 */
@ConfigurationProperties("rf.routes")
public record RouteProperties(
        Map<String, List<URI>> services,
        @Nullable Path instancesFile,
        List<Entry> table,
        List<String> streams,
        List<String> ai,
        @DefaultValue("1s") Duration connect,
        @DefaultValue("30s") Duration answer,
        @DefaultValue("120s") Duration aiAnswer) {

    public record Entry(String service, List<String> paths) {}
}
