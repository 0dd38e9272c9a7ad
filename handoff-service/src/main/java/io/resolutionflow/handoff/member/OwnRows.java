package io.resolutionflow.handoff.member;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what a token says about its owner, once per token content and not once per request. */
@Component
public class OwnRows {

    private static final int REMEMBERED = 5_000;

    private final Members members;
    private final TransactionTemplate transaction;
    private final Map<Key, Member> written =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Key, Member> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    OwnRows(Members members, TransactionTemplate transaction) {
        this.members = members;
        this.transaction = transaction;
    }

    private record Key(UUID accountId, UUID userId) {}

    /**
     * @param issuedAt of the token: what the registry said later than that wins
     */
    public void seen(UUID accountId, Member member, Instant issuedAt) {
        var key = new Key(accountId, member.id());
        if (member.equals(written.get(key))) {
            return;
        }
        transaction.executeWithoutResult(
                status -> members.keep(member, Members.Source.TOKEN, issuedAt));
        written.put(key, member);
    }
}
