package io.resolutionflow.psa.connection.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.psa.connection.ChangeConnection;
import io.resolutionflow.psa.connection.ChangeConnection.Change;
import io.resolutionflow.psa.connection.ConnectionService;
import io.resolutionflow.psa.connection.ConnectionService.NewConnection;
import io.resolutionflow.psa.connection.ConnectionView;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connection.TestConnection;
import io.resolutionflow.psa.connection.TestConnection.TestResult;
import io.resolutionflow.psa.connector.Capabilities;
import io.resolutionflow.psa.secret.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Connections to ticketing systems (contract-psa §2). */
@RestController
@RequestMapping("/api/v1/integrations/psa/connections")
class ConnectionController {

    private final Connections connections;
    private final ConnectionService service;
    private final ChangeConnection changes;
    private final TestConnection test;

    ConnectionController(
            Connections connections,
            ConnectionService service,
            ChangeConnection changes,
            TestConnection test) {
        this.connections = connections;
        this.service = service;
        this.changes = changes;
        this.test = test;
    }

    record CreateRequest(
            @NotNull String provider,
            @NotBlank @Size(min = 1, max = 100) String displayName,
            @Nullable @Size(max = 300) String baseUrl,
            @Nullable JsonNode config,
            @Nullable Map<String, Secret> credentials,
            @Nullable Boolean isDefault) {}

    record ChangeRequest(
            @Nullable
                    @Size(min = 1, max = 100)
                    @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
                    String displayName,
            @Nullable @Size(max = 300) String baseUrl,
            @Nullable JsonNode config,
            @Nullable Map<String, Secret> credentials,
            @Nullable Boolean isDefault,
            @NotNull Integer version) {}

    /** What everybody may know of a connection. */
    record Short(
            UUID id,
            String provider,
            String displayName,
            String status,
            boolean isDefault,
            Capabilities capabilities) {

        static Short of(PsaConnection connection) {
            return new Short(
                    connection.id(),
                    connection.provider().wireName(),
                    connection.displayName(),
                    connection.status().wireName(),
                    connection.isDefault(),
                    connection.capabilities());
        }
    }

    @GetMapping
    @Requires(Gate.ENGINEER_OR_L1)
    List<?> list(Caller caller) {
        var all = connections.list().stream();
        return caller.isOwnerOrAdmin()
                ? all.map(ConnectionView::of).toList()
                : all.map(Short::of).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Gate.OWNER_ADMIN)
    ConnectionView create(Caller caller, @Valid @RequestBody CreateRequest request) {
        return ConnectionView.of(
                service.create(
                        caller,
                        new NewConnection(
                                request.provider(),
                                request.displayName(),
                                request.baseUrl(),
                                given(request.config()),
                                request.credentials() == null ? Map.of() : request.credentials(),
                                Boolean.TRUE.equals(request.isDefault()))));
    }

    @GetMapping("/{id}")
    @Requires(Gate.OWNER_ADMIN)
    ConnectionView one(@PathVariable UUID id) {
        return ConnectionView.of(connections.inPath(id));
    }

    @PatchMapping("/{id}")
    @Requires(Gate.OWNER_ADMIN)
    ConnectionView change(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody ChangeRequest request) {
        return ConnectionView.of(
                changes.change(
                        caller,
                        id,
                        new Change(
                                request.displayName(),
                                request.baseUrl(),
                                given(request.config()),
                                request.credentials() == null ? Map.of() : request.credentials(),
                                request.isDefault(),
                                request.version())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Gate.OWNER_ADMIN)
    void delete(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean force) {
        service.delete(caller, id, force);
    }

    @PostMapping("/{id}/test")
    @Requires(Gate.OWNER_ADMIN)
    TestResult test(Caller caller, @PathVariable UUID id) {
        return test.test(caller, id);
    }

    private static @Nullable JsonNode given(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }
}
