package io.resolutionflow.handoff.member.web;

import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.handoff.member.MemberList;
import io.resolutionflow.handoff.member.Members.Filter;
import io.resolutionflow.handoff.member.web.MemberViews.MemberView;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.identity.Role;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The account's people (contract-handoffs §8). */
@RestController
@RequestMapping("/api/v1/members")
class MemberController {

    private final MemberList list;
    private final Directory directory;

    MemberController(MemberList list, Directory directory) {
        this.list = list;
        this.directory = directory;
    }

    @Requires(Gate.ENGINEER)
    @GetMapping
    ResponseEntity<List<MemberView>> members(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(name = "can_claim", required = false) @Nullable Boolean canClaim,
            @RequestParam(name = "include_disabled", defaultValue = "false")
                    boolean includeDisabled,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        requirePart(q);
        if (cursor != null && skip != null) {
            throw DomainException.unprocessable(
                    "paging_conflict", "Use either cursor or skip, not both.");
        }
        var page = PageQuery.of(limit, null, skip, 100, 200, "members");
        String binding =
                caller.account()
                        + ":"
                        + caller.userId()
                        + ":"
                        + q
                        + ":"
                        + role
                        + ":"
                        + canClaim
                        + ":"
                        + includeDisabled;
        NameCursor after = cursor == null ? null : NameCursor.read(cursor, binding);
        var filter =
                new Filter(
                        q,
                        caller.isOwnerOrAdmin(),
                        role == null ? null : role(role),
                        canClaim,
                        includeDisabled,
                        after == null ? null : after.name(),
                        after == null ? null : after.id(),
                        page.skip(),
                        page.fetch());
        var listed = list.list(filter);
        List<Member> rows = listed.members();
        var answer = ResponseEntity.ok();
        if (listed.age() != null) {
            answer.header("RF-Directory-Age", String.valueOf(listed.age().toSeconds()));
        }
        answer.header("RF-Directory-Stale", String.valueOf(listed.stale()));
        if (rows.size() > page.limit()) {
            rows = rows.subList(0, page.limit());
            answer.header(HttpHeaders.LINK, next(NameCursor.of(rows.getLast()).write(binding)));
        }
        boolean withEmail = caller.isOwnerOrAdmin();
        return answer.body(rows.stream().map(member -> MemberView.of(member, withEmail)).toList());
    }

    @Requires(Gate.ACTIVE)
    @GetMapping("/me")
    MemberView me(Caller caller) {
        // a super_admin acting in the account is no member of it
        return directory
                .find(caller.userId())
                .map(member -> MemberView.of(member, true))
                .orElseGet(() ->
                        MemberView.of(
                                new Member(
                                        caller.userId(),
                                        caller.name(),
                                        caller.email(),
                                        caller.role(),
                                        caller.teamId(),
                                        caller.teamAdmin(),
                                        caller.canCoverL1(),
                                        true),
                                true));
    }

    private static void requirePart(@Nullable String part) {
        if (part != null && (part.length() < 2 || part.length() > 100)) {
            throw DomainException.invalid(
                    "q",
                    part.length() < 2 ? "too_short" : "too_long",
                    "Search for 2 to 100 characters.");
        }
    }

    private static Role role(String name) {
        return Role.fromWireName(name)
                .orElseThrow(() ->
                        DomainException.invalid(
                                "role", "unknown_value", "This role is not known."));
    }

    private static String next(String cursor) {
        String address =
                ServletUriComponentsBuilder.fromCurrentRequest()
                        .scheme(null)
                        .host(null)
                        .port(null)
                        .replaceQueryParam("skip")
                        .replaceQueryParam("cursor", cursor)
                        .toUriString();
        return "<" + address + ">; rel=\"next\"";
    }
}
