package io.resolutionflow.stack.simulator;

import io.resolutionflow.stack.simulator.admin.AdminApi;
import io.resolutionflow.stack.simulator.autotask.AutotaskDialect;
import io.resolutionflow.stack.simulator.autotask.AutotaskSeed;
import io.resolutionflow.stack.simulator.autotask.Thresholds;
import io.resolutionflow.stack.simulator.connectwise.Codebase;
import io.resolutionflow.stack.simulator.connectwise.ConnectWiseDialect;
import io.resolutionflow.stack.simulator.connectwise.ConnectWiseSeed;
import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.desk.SimulatorClock;
import io.resolutionflow.stack.simulator.fault.FaultMenu;
import io.resolutionflow.stack.simulator.http.LoopbackServer;
import io.resolutionflow.stack.simulator.http.RequestHandler;
import io.resolutionflow.stack.simulator.protocol.Dialect;
import io.resolutionflow.stack.simulator.protocol.Journal;
import io.resolutionflow.stack.simulator.protocol.ProviderHandler;
import io.resolutionflow.stack.sink.MailSink;
import io.resolutionflow.stack.sink.TraceSink;
import io.resolutionflow.stack.sink.WebhookSink;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;

/** All simulators and sinks, running. */
public final class Simulators implements AutoCloseable {

    private final Deque<Runnable> running = new ArrayDeque<>();
    private final FaultMenu menu = new FaultMenu();
    private final Journal journal = new Journal();
    private final Clock realClock;
    private final TraceSink traces;
    private final SimulatorPorts ports;

    private Simulators(SimulatorPorts wanted, Clock realClock, Path traces) throws IOException {
        this.realClock = realClock;
        this.traces = new TraceSink(traces);
        try {
            this.ports = open(wanted);
        } catch (IOException | RuntimeException e) {
            closeAll();
            throw e;
        }
    }

    private SimulatorPorts open(SimulatorPorts wanted) throws IOException {
        var clock = new SimulatorClock(realClock);
        var connectwise = new Desk(ConnectWiseSeed.seed(), clock);
        var autotask = new Desk(AutotaskSeed.seed(), clock);
        var codebase = new Codebase();
        var thresholds = new Thresholds(clock);
        var desks = Map.of(Provider.CONNECTWISE, connectwise, Provider.AUTOTASK, autotask);
        var admin =
                new AdminApi(new AdminApi.Parts(desks, menu, journal, clock, codebase, thresholds));
        var connectwisePort =
                serve(
                        wanted.connectwise(),
                        provider(new ConnectWiseDialect(connectwise, codebase)));
        var autotaskPort =
                serve(wanted.autotask(), provider(new AutotaskDialect(autotask, thresholds)));
        var adminPort = serve(wanted.psaAdmin(), admin.handler());
        var mail = keep(MailSink.start(wanted.smtp()), MailSink::close);
        return new SimulatorPorts(
                connectwisePort,
                autotaskPort,
                adminPort,
                mail.smtpPort(),
                serve(wanted.mail(), mail),
                serve(wanted.webhook(), webhooksAndTraces()));
    }

    private RequestHandler webhooksAndTraces() {
        var webhooks = new WebhookSink(realClock);
        return (request, answer) -> {
            var sink = request.path().equals(TraceSink.PATH) ? traces : webhooks;
            sink.handle(request, answer);
        };
    }

    /**
     * @param traces directory for the spans that are sent here
     * @throws IOException when a port is taken; its number is in the message
     */
    public static Simulators start(SimulatorPorts ports, Clock realClock, Path traces)
            throws IOException {
        return new Simulators(ports, realClock, traces);
    }

    private RequestHandler provider(Dialect dialect) {
        return new ProviderHandler(dialect, menu, journal, realClock);
    }

    private int serve(int port, RequestHandler handler) throws IOException {
        try {
            return keep(LoopbackServer.start(port, handler), LoopbackServer::close).port();
        } catch (BindException e) {
            throw new IOException("Port " + port + " is taken.", e);
        }
    }

    private <T> T keep(T part, Consumer<T> close) {
        running.push(() -> close.accept(part));
        return part;
    }

    /** The ports in use. */
    public SimulatorPorts ports() {
        return ports;
    }

    @Override
    public void close() {
        closeAll();
    }

    private void closeAll() {
        while (!running.isEmpty()) {
            running.pop().run();
        }
    }
}
