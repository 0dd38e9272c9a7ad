package io.resolutionflow.chart;

import io.resolutionflow.platform.database.ServiceDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The statements by which {@link ServiceDatabase} sets a schema up, written down, not run. */
final class RecordedStatements {

    private RecordedStatements() {}

    static List<String> of(String schema) throws SQLException {
        List<String> recorded = new ArrayList<>();
        Statement statement =
                proxy(
                        Statement.class,
                        (_, method, arguments) -> {
                            if (method.getName().equals("execute")) {
                                recorded.add(String.valueOf(arguments[0]));
                                return true;
                            }
                            return null;
                        });
        Connection connection = proxy(Connection.class, (_, _, _) -> statement);
        ServiceDatabase.create(connection, schema, "owner-password", "app-password");
        return recorded;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        RecordedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
