package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * How to reach the server as one who may create databases and roles.
 *
 * @param database where to connect before our own database exists
 */
public record PostgresAccess(String host, int port, String database, String user, String password) {

    public static final String DATABASE = "resolutionflow";

    private static final int STANDARD_PORT = 5432;

    /** The given server, or our own. */
    public static PostgresAccess of(Instance instance) {
        return instance.variable("RF_POSTGRES_URL")
                .map(PostgresAccess::parse)
                .orElseGet(() ->
                        new PostgresAccess(
                                "127.0.0.1",
                                instance.ports().of(PortName.POSTGRES),
                                "postgres",
                                "postgres",
                                instance.secrets().get("postgres")));
    }

    /**
     * @param url {@code postgresql://user:password@host:port/database}
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static PostgresAccess parse(String url) {
        URI uri = URI.create(url);
        String who = uri.getRawUserInfo();
        if (uri.getScheme() == null
                || !uri.getScheme().startsWith("postgres")
                || uri.getHost() == null
                || who == null
                || !who.contains(":")) {
            throw new IllegalArgumentException(
                    "RF_POSTGRES_URL must look like postgresql://user:password@host:5432/postgres.");
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new PostgresAccess(
                uri.getHost(),
                uri.getPort() < 0 ? STANDARD_PORT : uri.getPort(),
                path.isEmpty() ? "postgres" : path,
                decode(who.substring(0, who.indexOf(':'))),
                decode(who.substring(who.indexOf(':') + 1)));
    }

    public String jdbcUrl(String name) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
