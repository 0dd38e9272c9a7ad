package io.resolutionflow.handoff.member.web;

import io.resolutionflow.handoff.member.Member;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers about members (contract-handoffs §8). */
final class MemberViews {

    private MemberViews() {}

    /**
     * @param email null for everybody but owners, admins and oneself
     */
    record MemberView(
            UUID id,
            String name,
            @Nullable String email,
            String role,
            @Nullable UUID teamId,
            boolean isTeamAdmin,
            boolean canCoverL1,
            boolean canClaim,
            boolean enabled) {

        static MemberView of(Member member, boolean withEmail) {
            return new MemberView(
                    member.id(),
                    member.name(),
                    withEmail ? member.email() : null,
                    member.role().wireName(),
                    member.teamId(),
                    member.isTeamAdmin(),
                    member.canCoverL1(),
                    member.canClaim(),
                    member.enabled());
        }
    }

    /** A row for other services; {@code stale} when the directory is older than it should be. */
    record InternalMemberView(
            UUID id,
            String name,
            @Nullable String email,
            String role,
            @Nullable UUID teamId,
            boolean isTeamAdmin,
            boolean canCoverL1,
            boolean canClaim,
            boolean enabled,
            boolean stale) {

        static InternalMemberView of(Member member, boolean stale) {
            return new InternalMemberView(
                    member.id(),
                    member.name(),
                    member.email(),
                    member.role().wireName(),
                    member.teamId(),
                    member.isTeamAdmin(),
                    member.canCoverL1(),
                    member.canClaim(),
                    member.enabled(),
                    stale);
        }
    }
}
