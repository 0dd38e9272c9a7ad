package io.resolutionflow.handoff.member.web;

import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.MemberList;
import io.resolutionflow.handoff.member.Members.Filter;
import io.resolutionflow.handoff.member.web.MemberViews.InternalMemberView;
import io.resolutionflow.platform.identity.Role;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.InternalApi;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The directory for other services (contract-handoffs §10). */
@RestController
@InternalApi
@RequestMapping("/internal/v1/members")
class InternalMemberController {

    private static final int ALL = 10_000;

    private final Directory directory;
    private final MemberList list;

    InternalMemberController(Directory directory, MemberList list) {
        this.directory = directory;
        this.list = list;
    }

    @GetMapping("/{userId}")
    InternalMemberView one(@PathVariable UUID userId) {
        var member = directory.find(userId).orElseThrow(DomainException::notFound);
        boolean stale =
                list.list(new Filter(null, false, null, null, true, null, null, 0, 1)).stale();
        return InternalMemberView.of(member, stale);
    }

    @GetMapping
    List<InternalMemberView> all(
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(name = "can_claim", required = false) @Nullable Boolean canClaim) {
        Role wanted =
                role == null
                        ? null
                        : Role.fromWireName(role)
                                .orElseThrow(() ->
                                        DomainException.invalid(
                                                "role",
                                                "unknown_value",
                                                "This role is not known."));
        var listed = list.list(new Filter(null, false, wanted, canClaim, true, null, null, 0, ALL));
        return listed.members().stream()
                .map(member -> InternalMemberView.of(member, listed.stale()))
                .toList();
    }
}
