package io.resolutionflow.handoff.member.web;

import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Where a page of members ended: name, id. Bound to the caller and the filters. */
record NameCursor(String name, UUID id) {

    static NameCursor of(Member member) {
        return new NameCursor(member.name(), member.id());
    }

    String write(String binding) {
        String plain =
                UUID.nameUUIDFromBytes(binding.getBytes(StandardCharsets.UTF_8))
                        + "/"
                        + id
                        + "/"
                        + name;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static NameCursor read(String cursor, String binding) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                            .split("/", 3);
            if (parts.length == 3
                    && parts[0].equals(
                            UUID.nameUUIDFromBytes(binding.getBytes(StandardCharsets.UTF_8))
                                    .toString())) {
                return new NameCursor(parts[2], UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            // falls through: unreadable is as foreign as foreign
        }
        throw DomainException.unprocessable(
                "invalid_cursor",
                "This cursor does not belong to this list. Start again without it.");
    }
}
