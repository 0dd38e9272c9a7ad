package io.resolutionflow.handoff.member;

import java.util.List;
import java.util.UUID;

/** Where the people of an account are administered. */
public interface UserRegistry {

    /**
     * @throws io.resolutionflow.platform.client.RemoteUnavailableException when it does not answer
     */
    List<Member> usersOf(UUID accountId);
}
