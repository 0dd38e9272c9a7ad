package io.resolutionflow.psa.member;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user of the account and who that is in the ticketing system (contract-psa §4). @param matchedBy
 * {@code email} or {@code manual}; null while there is no match
 */
public record MemberMapping(
        UUID userId,
        String userName,
        @Nullable String externalMemberId,
        @Nullable String externalName,
        @Nullable String matchedBy) {}
