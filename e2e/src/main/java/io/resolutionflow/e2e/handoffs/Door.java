package io.resolutionflow.e2e.handoffs;

import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.client.Person;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The doors an escalation comes through (architecture §7). */
public enum Door {
    HANDOFF {
        @Override
        public Escalated open(People people, String reason, Calls calls) {
            String session = session(people, reason, calls);
            Answer made =
                    calls.post(
                            people.engineer(),
                            SESSIONS + "/" + session + "/handoff",
                            Map.of("intent", "escalate", "reason", reason));
            return new Escalated(made.text("/id"), session);
        }
    },
    ESCALATE {
        @Override
        public Escalated open(People people, String reason, Calls calls) {
            String session = session(people, reason, calls);
            Answer made =
                    calls.post(
                            people.engineer(),
                            SESSIONS + "/" + session + "/escalate",
                            Map.of("escalation_reason", reason));
            return new Escalated(made.text("/handoff_id"), session);
        }
    },
    PACKAGE {
        @Override
        public Escalated open(People people, String reason, Calls calls) {
            String session = session(people, reason, calls);
            Answer made =
                    calls.post(
                            people.engineer(),
                            SESSIONS + "/" + session + "/escalation-package/post",
                            Map.of("markdown", "## Problem\n\n" + reason));
            return new Escalated(made.text("/handoff_id"), session);
        }
    },
    L1 {
        @Override
        public Escalated open(People people, String reason, Calls calls) {
            Answer made =
                    calls.post(
                            people.l1(),
                            "/api/v1/l1/escalate-without-walk",
                            Map.of(
                                    "problem_statement",
                                    "VPN is up, the share is not: " + reason,
                                    "reason_category",
                                    "needs_permissions",
                                    "reason",
                                    reason));
            return new Escalated(made.text("/escalation/handoff_id"), made.text("/id"));
        }
    };

    private static final String SESSIONS = "/api/v1/ai-sessions";

    /** Who uses the door: asked anew for each call, since tokens end. */
    public record People(Supplier<Person> engineers, Supplier<Person> l1s) {

        Person engineer() {
            return engineers.get();
        }

        Person l1() {
            return l1s.get();
        }
    }

    /** How calls are made: once, or until they succeed. */
    @FunctionalInterface
    public interface Calls {

        Answer send(Supplier<Person> who, String path, String body, String key);

        default Answer post(Person who, String path, Map<String, ?> body) {
            return send(() -> who, path, Json.write(body), UUID.randomUUID().toString());
        }
    }

    /**
     * @param sourceId session or walk
     */
    public record Escalated(String handoffId, String sourceId) {}

    /**
     * @param reason unique, so that a checker can find it
     */
    public abstract Escalated open(People people, String reason, Calls calls);

    private static String session(People people, String reason, Calls calls) {
        return calls.post(
                        people.engineer(),
                        SESSIONS,
                        Map.of(
                                "session_type",
                                "chat",
                                "intake_content",
                                Map.of("text", reason),
                                "title",
                                reason))
                .text("/session_id");
    }
}
