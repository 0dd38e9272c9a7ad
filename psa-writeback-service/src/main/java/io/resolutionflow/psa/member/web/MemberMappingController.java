package io.resolutionflow.psa.member.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.member.MemberMapping;
import io.resolutionflow.psa.member.MemberMappings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is who in the ticketing system (contract-psa §4). */
@RestController
@RequestMapping("/api/v1/integrations/psa/member-mappings")
@Requires(Gate.OWNER_ADMIN)
class MemberMappingController {

    private final Connections connections;
    private final MemberMappings mappings;

    MemberMappingController(Connections connections, MemberMappings mappings) {
        this.connections = connections;
        this.mappings = mappings;
    }

    /**
     * @param externalMemberId null takes the mapping away
     */
    record MappingRequest(
            @NotNull UUID connectionId,
            @Nullable @Size(min = 1, max = 64) String externalMemberId) {}

    @GetMapping
    List<MemberMapping> list(
            @RequestParam(name = "connection_id", required = false) @Nullable UUID connectionId) {
        return mappings.of(connections.chosen(connectionId));
    }

    @PutMapping("/{userId}")
    MemberMapping put(
            Caller caller, @PathVariable UUID userId, @Valid @RequestBody MappingRequest request) {
        return mappings.put(
                caller,
                connections.named(request.connectionId()),
                userId,
                request.externalMemberId());
    }
}
