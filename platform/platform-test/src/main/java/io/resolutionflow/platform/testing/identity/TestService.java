package io.resolutionflow.platform.testing.identity;

import java.util.Map;
import java.util.UUID;

/** Another service calling with its own client credentials. */
public record TestService(String clientId) {

    public static TestService client(String clientId) {
        return new TestService(clientId);
    }

    /** Value of the {@code Authorization} header. Name the account in {@code X-RF-Account-Id}. */
    public String bearer() {
        return "Bearer " + token(clientId);
    }

    static String token(String clientId) {
        UUID subject = TestIssuer.stableId("client:" + clientId);
        return TestIssuer.get()
                .sign(
                        Map.of(
                                "sub",
                                subject.toString(),
                                "azp",
                                clientId,
                                "preferred_username",
                                "service-account-" + clientId));
    }
}
