package io.resolutionflow.l1walk;

import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The service on the real PostgreSQL and Kafka, called over HTTP with signed tokens. One context
 * serves all tests.
 */
public abstract class RunningDesk extends ServiceUnderTest {

    protected static final AiGatewayStub AI = new AiGatewayStub();
    protected static final String VPN = "vpn says connected but she can't open the shared drive";

    protected final TestPerson lee = TestPerson.l1(account);
    protected final TestPerson mia = TestPerson.l1(account, "Mia Cole");
    protected final TestPerson dana = TestPerson.engineer(account);
    protected final TestPerson owner = TestPerson.owner(account);
    protected final TestPerson stranger = TestPerson.l1(UUID.randomUUID());

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("RF_AI_GATEWAY_SERVICE_URL", AI::url);
        registry.add("RF_PSA_WRITEBACK_SERVICE_URL", () -> AI.url() + "/psa");
        registry.add("RF_SESSION_SERVICE_URL", () -> AI.url() + "/sessions");
        registry.add("rf.l1.index.every-ms", () -> "200");
        registry.add("rf.l1.index.renew-every-ms", () -> "500");
        registry.add("rf.l1.flywheel.every-ms", () -> "200");
    }

    @BeforeEach
    void vectorsAreThere() {
        AI.reset();
        await().atMost(Duration.ofSeconds(240))
                .until(() ->
                        jdbc.sql("select count(distinct flow_id) from library_vector")
                                                .query(Integer.class)
                                                .single()
                                        == 8
                                && jdbc.sql("select count(*) from library_none_vector")
                                                .query(Integer.class)
                                                .single()
                                        > 0);
    }

    protected Answer intake(Map<String, ?> body, TestPerson person) {
        return post(person, "/api/v1/l1/intake", body);
    }

    /** A walk of the shipped VPN flow, started by name. */
    protected UUID vpnWalk(TestPerson person) {
        Answer started =
                intake(
                        Map.of("problem_statement", VPN, "flow_id", flowId("vpn-wont-connect")),
                        person);
        return started.id("session_id");
    }

    protected static UUID flowId(String slug) {
        return io.resolutionflow.l1walk.library.LibraryContent.flowId(slug);
    }

    protected static String walk(UUID id) {
        return "/api/v1/l1/sessions/" + id;
    }

    protected Answer step(UUID walk, String node, String answer, TestPerson person) {
        return post(person, walk(walk) + "/step", Map.of("node_id", node, "answer", answer));
    }
}
