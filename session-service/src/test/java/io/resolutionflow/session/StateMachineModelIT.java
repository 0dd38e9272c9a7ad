package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.session.SessionModel.Kind;
import io.resolutionflow.session.SessionModel.Op;
import io.resolutionflow.session.SessionModel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Random acts of three people and two services on real sessions, against {@link SessionModel}. A
 * pair of acts at the same moment must come out as one of the two orders would. The size is {@code
 * -Drf.model.steps} (100,000 for the full run), the seed {@code -Drf.model.seed}.
 */
class StateMachineModelIT extends RunningService {

    private static final int STEPS = Integer.getInteger("rf.model.steps", 600);
    private static final long SEED =
            Long.getLong("rf.model.seed", System.nanoTime() & Integer.MAX_VALUE);
    private static final int STEPS_OF_A_SESSION = 30;
    private static final int ACTORS = 4;
    private static final Kind[] KINDS = Kind.values();

    private final TestPerson ali = TestPerson.engineer(account, "Ali Third");
    private final List<TestPerson> people = List.of(dana, kim, ali);

    @Test
    void every_step_comes_out_as_the_model_says_also_of_two_at_once() throws Exception {
        int sessions = Math.max(ACTORS, STEPS / STEPS_OF_A_SESSION);
        var root = new SplittableRandom(SEED);
        List<Callable<List<String>>> runs = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            var random = root.split();
            runs.add(() -> new Run(random).walk());
        }

        List<String> divergences = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(ACTORS)) {
            for (var done : threads.invokeAll(runs)) {
                divergences.addAll(done.get());
            }
        }

        assertThat(divergences).as("seed %s, %s steps", SEED, STEPS).isEmpty();
    }

    /** One session from its start on. */
    private final class Run {

        private final SplittableRandom random;
        private final UUID session = chat(dana);
        private final List<UUID> handoffs = new ArrayList<>(List.of(UUID.randomUUID()));
        private final List<Op> before = new ArrayList<>();
        private final List<String> trail = new ArrayList<>();
        private final List<String> events = new ArrayList<>(List.of("session.started"));
        private SessionModel model = SessionModel.started(dana.userId());
        private long version = 1;

        Run(SplittableRandom random) {
            this.random = random;
        }

        List<String> walk() throws Exception {
            for (int step = 0; step < STEPS_OF_A_SESSION; step++) {
                String wrong = random.nextInt(4) == 0 ? two() : one();
                if (wrong != null) {
                    return List.of(wrong + "\n  after " + String.join("\n  ", trail));
                }
                if (model.deleted()) {
                    break;
                }
            }
            List<String> told = told();
            return told.equals(events)
                    ? List.of()
                    : List.of("events " + told + " instead of " + events + " after " + trail);
        }

        private String one() {
            Done done = perform(any());
            Op op = done.op();
            Outcome expected = model.apply(op);
            trail.add(op + " → " + done.code());
            if (!expected.code().equals(done.code())) {
                return op
                        + " was "
                        + done.code()
                        + " instead of "
                        + expected.code()
                        + " in "
                        + model;
            }
            take(op, expected);
            return compare();
        }

        private String two() throws Exception {
            Op one = any();
            Op other = any();
            Done oneDone;
            Done otherDone;
            try (var pair = Executors.newFixedThreadPool(2)) {
                var running = pair.submit(() -> perform(one));
                var beside = pair.submit(() -> perform(other));
                oneDone = running.get();
                otherDone = beside.get();
            }
            Op first = oneDone.op();
            Op second = otherDone.op();
            String firstCode = oneDone.code();
            String secondCode = otherDone.code();
            trail.add(first + " and " + second + " → " + firstCode + ", " + secondCode);
            SessionModel start = model;
            String state = seen();
            List<String> told = told();
            for (boolean swapped : new boolean[] {false, true}) {
                Outcome a = start.apply(swapped ? second : first);
                Outcome b = a.next().apply(swapped ? first : second);
                boolean codes =
                        a.code().equals(swapped ? secondCode : firstCode)
                                && b.code().equals(swapped ? firstCode : secondCode);
                long next = version + (a.raises() ? 1 : 0) + (b.raises() ? 1 : 0);
                boolean raised = b.next().deleted() || stateVersion() == next;
                // where both orders end in one state, what was told knows which it was
                boolean inOrder = told.equals(with(a, b));
                if (codes && raised && inOrder && b.next().seen().equals(state)) {
                    take(swapped ? second : first, a);
                    take(swapped ? first : second, b);
                    return compare();
                }
            }
            return "no order of "
                    + first
                    + " and "
                    + second
                    + " gives "
                    + firstCode
                    + ", "
                    + secondCode
                    + " and "
                    + state
                    + " and "
                    + told
                    + " in "
                    + start;
        }

        /** What the session has told so far, but for the job that works beside it. */
        private List<String> told() {
            List<String> told = events(session);
            told.removeIf(type -> type.equals("session.outputs_ready"));
            return told;
        }

        private List<String> with(Outcome one, Outcome other) {
            var all = new ArrayList<>(events);
            all.addAll(List.of(one.events()));
            all.addAll(List.of(other.events()));
            return all;
        }

        private void take(Op op, Outcome outcome) {
            model = outcome.next();
            before.add(op);
            if (outcome.raises()) {
                version++;
            }
            events.addAll(List.of(outcome.events()));
            if (model.open() != null && !handoffs.contains(model.open().id())) {
                handoffs.add(model.open().id());
            }
        }

        private String compare() {
            String state = seen();
            if (!state.equals(model.seen())) {
                return "is " + state + " instead of " + model.seen();
            }
            long now = model.deleted() ? version : stateVersion();
            return now == version ? null : "version " + now + " instead of " + version;
        }

        private String seen() {
            Map<String, Object> row =
                    rows().list(
                                    "select status, handler_id, open_handoff_id, open_handoff_intent, deleted_at is not null gone from ai_session where id = ?",
                                    session)
                            .getFirst();
            return Boolean.TRUE.equals(row.get("gone"))
                    ? "gone"
                    : row.get("status")
                            + " handler="
                            + row.get("handler_id")
                            + " open="
                            + (row.get("open_handoff_id") == null
                                    ? null
                                    : row.get("open_handoff_id")
                                            + "/"
                                            + row.get("open_handoff_intent"));
        }

        private long stateVersion() {
            return rows().count("select state_version from ai_session where id = ?", session);
        }

        private Op any() {
            if (!before.isEmpty() && random.nextInt(12) == 0) {
                // a caller that did not hear the answer asks again
                Op again = before.get(random.nextInt(before.size()));
                if (again.kind().ordinal() >= Kind.PARK.ordinal()) {
                    return again;
                }
            }
            Kind kind = KINDS[random.nextInt(KINDS.length)];
            if (kind == Kind.DELETE && random.nextInt(6) > 0) {
                kind = Kind.CLAIM;
            }
            UUID actor = likely();
            return switch (kind) {
                case PAUSE, RESUME, ABANDON, RESOLVE, DELETE ->
                        new Op(kind, actor, session, 0, actor);
                case ESCALATE, PARK, REQUEST -> new Op(kind, actor, UUID.randomUUID(), 0, actor);
                case NOTE_POST, PACKAGE_POST ->
                        new Op(kind, actor, UUID.randomUUID(), 0, UUID.randomUUID());
                default -> actOn(kind);
            };
        }

        /** Mostly the one who may, else anybody. */
        private UUID likely() {
            return random.nextInt(3) > 0 ? model.handler() : anybody();
        }

        private UUID anybody() {
            return people.get(random.nextInt(people.size())).userId();
        }

        private Op actOn(Kind kind) {
            UUID handoff =
                    random.nextInt(5) > 0 && (model.open() != null || model.last() != null)
                            ? (model.open() == null ? model.last() : model.open()).id()
                            : handoffs.get(random.nextInt(handoffs.size()));
            int epoch = Math.max(1, model.epoch() + 1 - (random.nextInt(6) == 0 ? 1 : 0));
            UUID actor = anybody();
            if (kind == Kind.CLAIM
                    && model.open() == null
                    && model.last() != null
                    && model.last().by().equals(actor)) {
                // handoff-service never lets the originator claim
                actor = model.handler();
            }
            return new Op(kind, actor, handoff, epoch, anybody());
        }

        /**
         * @param op with the id the service gave, where it gives one
         */
        private record Done(Op op, String code) {}

        private Done perform(Op op) {
            Answer answer = send(op);
            if (answer.status() >= 300) {
                return new Done(op, answer.code());
            }
            // the public call makes the id of its hand-off itself
            return op.kind() == Kind.ESCALATE
                    ? new Done(
                            new Op(op.kind(), op.actor(), answer.id("handoff_id"), 0, op.other()),
                            "ok")
                    : new Done(op, "ok");
        }

        private Answer send(Op op) {
            TestPerson who = person(op.actor());
            String path = S + "/" + session;
            return switch (op.kind()) {
                case PAUSE -> post(who, path + "/pause", "");
                case RESUME -> post(who, path + "/resume", "");
                case ABANDON -> post(who, path + "/abandon", "{}");
                case RESOLVE -> post(who, path + "/resolve", "{\"resolution_summary\": \"Done\"}");
                case ESCALATE ->
                        post(who, path + "/escalate", "{\"escalation_reason\": \"stuck\"}");
                case DELETE -> delete(who, path);
                case PARK, REQUEST -> requested(op, who);
                case CLAIM, RELEASE, REASSIGN, CANCEL -> acted(op, who);
                case NOTE_POST, PACKAGE_POST -> posted(op, who);
            };
        }

        private Answer requested(Op op, TestPerson who) {
            return internal(
                    "handoff-service",
                    "PUT",
                    I + "/" + session + "/handoffs/" + op.id(),
                    "{\"intent\": \"%s\", \"reason\": \"stuck\", \"actor_id\": \"%s\", \"actor_name\": \"%s\"}"
                            .formatted(
                                    op.kind() == Kind.PARK ? "park" : "escalate",
                                    who.userId(),
                                    who.name()));
        }

        private Answer acted(Op op, TestPerson who) {
            TestPerson other = op.kind() == Kind.REASSIGN ? person(op.other()) : who;
            return internal(
                    "handoff-service",
                    "PUT",
                    I
                            + "/"
                            + session
                            + "/handoffs/"
                            + op.id()
                            + "/"
                            + op.kind().name().toLowerCase(java.util.Locale.ROOT),
                    """
                    {"claim_epoch": %d, "handler_id": "%s", "handler_name": "%s", "actor_id": "%s", "actor_name": "%s", "at": "2026-11-20T14:03:09Z",
                     "target_user_id": "%s"}
                    """
                            .formatted(
                                    op.epoch(),
                                    other.userId(),
                                    other.name(),
                                    who.userId(),
                                    who.name(),
                                    other.userId()));
        }

        private Answer posted(Op op, TestPerson who) {
            boolean note = op.kind() == Kind.NOTE_POST;
            String own =
                    note
                            ? "\"resolution_summary\": \"Done\""
                            : "\"escalation_reason\": \"stuck\", \"handoff_id\": \""
                                    + op.other()
                                    + "\"";
            return internal(
                    "psa-writeback-service",
                    "PUT",
                    I
                            + "/"
                            + session
                            + "/writebacks/"
                            + op.id()
                            + (note ? "/resolution" : "/escalation"),
                    "{\"markdown\": \"# Text\", %s, \"actor_id\": \"%s\", \"actor_name\": \"%s\"}"
                            .formatted(own, who.userId(), who.name()));
        }

        private TestPerson person(UUID id) {
            return people.stream().filter(one -> one.userId().equals(id)).findFirst().orElseThrow();
        }
    }
}
