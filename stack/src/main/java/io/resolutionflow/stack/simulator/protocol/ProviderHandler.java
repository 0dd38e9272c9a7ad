package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.fault.FaultMenu;
import io.resolutionflow.stack.simulator.fault.Mode;
import io.resolutionflow.stack.simulator.fault.Stage;
import io.resolutionflow.stack.simulator.fault.Target;
import io.resolutionflow.stack.simulator.http.Answer;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import io.resolutionflow.stack.simulator.http.RequestHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A request's way through a simulated provider: sign-in, faults before, the work, faults after. */
public final class ProviderHandler implements RequestHandler {

    private static final int BODY_KEPT = 4_000;

    private final Dialect dialect;
    private final FaultMenu menu;
    private final Journal journal;
    private final FaultReplies faultReplies;

    public ProviderHandler(Dialect dialect, FaultMenu menu, Journal journal, Clock realClock) {
        this.dialect = dialect;
        this.menu = menu;
        this.journal = journal;
        this.faultReplies = new FaultReplies(dialect, realClock);
    }

    @Override
    public void handle(Request request, Answer answer) throws IOException, InterruptedException {
        var started = System.nanoTime();
        var at = dialect.desk().now();
        var destination = dialect.destination(request);
        var target =
                new Target(dialect.provider(), destination.operation(), destination.ticketId());
        var faults = new CallFaults(menu, target);
        dialect.desk().counters().request(target.operation());

        var delivery = delivery(destination, new Call(request, destination.variables(), faults));
        var took = Duration.ofNanos(System.nanoTime() - started);
        journal.add(entry(request, faults, delivery, at, took));
        transmit(delivery, answer);
    }

    private Delivery delivery(Destination destination, Call call) throws InterruptedException {
        var faults = call.faults();
        if (!destination.open() && !dialect.signedIn(call.request(), faults)) {
            return new Delivery.Plain(dialect.unauthorized());
        }
        var overQuota = destination.open() ? Optional.<Reply>empty() : dialect.charge();
        if (overQuota.isPresent()) {
            return new Delivery.Plain(overQuota.get());
        }
        var fault = faults.take(Stage.BEFORE, candidate -> strikes(candidate.mode(), destination));
        if (fault.isPresent() && fault.get().mode() != Mode.MERGED) {
            return faultReplies.instead(fault.get(), faults.target());
        }
        var merged = fault.flatMap(it -> it.arguments().text("id"));
        var reply = destination.endpoint().answer(merged.map(call::forTicket).orElse(call));
        if (!reply.successful()) {
            return new Delivery.Plain(reply);
        }
        return faults.take(Stage.ANSWER, candidate -> true)
                .map(spoilt -> faultReplies.afterwards(spoilt, reply))
                .orElseGet(() -> new Delivery.Plain(reply));
    }

    /** A ticket cannot be missing or merged where none is named. */
    private static boolean strikes(Mode mode, Destination destination) {
        var namesTicketInPath = destination.variables().containsKey(Call.TICKET);
        return switch (mode) {
            case NOT_FOUND -> namesTicketInPath || destination.operation() == Operation.STATUS;
            case MERGED -> namesTicketInPath;
            default -> true;
        };
    }

    private void transmit(Delivery delivery, Answer answer)
            throws IOException, InterruptedException {
        switch (delivery) {
            case Delivery.Plain(var reply) -> answer.send(reply);
            case Delivery.Dripping(var reply, var total) -> answer.drip(reply, total);
            case Delivery.Cut() -> answer.cut();
            case Delivery.CutInside(var reply, var bytes) -> answer.cutAfter(reply, bytes);
            case Delivery.Late(var reply, var silence) -> {
                menu.keepSilent(silence);
                answer.send(reply);
            }
        }
    }

    private static Journal.Entry entry(
            Request request, CallFaults faults, Delivery delivery, Instant at, Duration took) {
        var target = faults.target();
        var body = request.text();
        return new Journal.Entry(
                at,
                target.provider().wireName(),
                request.method(),
                request.path(),
                request.uri().getQuery(),
                target.operation().wireName(),
                target.ticketId(),
                delivery.status(),
                delivery.outcome(),
                faults.struck(),
                took.toMillis(),
                body.substring(0, Math.min(body.length(), BODY_KEPT)));
    }
}
