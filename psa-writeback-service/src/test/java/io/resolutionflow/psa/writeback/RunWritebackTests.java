package io.resolutionflow.psa.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.address.AddressSettings;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.session.Sessions;
import io.resolutionflow.psa.writeback.Writeback.Lease;
import io.resolutionflow.psa.writeback.Writeback.Progress;
import io.resolutionflow.psa.writeback.Writeback.Requester;
import io.resolutionflow.psa.writeback.Writeback.Source;
import io.resolutionflow.psa.writeback.Writeback.Target;
import io.resolutionflow.psa.writeback.Writeback.Text;
import io.resolutionflow.psa.writeback.Writeback.Times;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Contract-psa §7: every run ends in a stored state. */
@SuppressWarnings("NullAway") // the steps that are not reached are left out
class RunWritebackTests {

    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final WritebackSettings SETTINGS =
            new WritebackSettings(
                    new WritebackSettings.Post(SHORT),
                    SHORT,
                    List.of(),
                    new WritebackSettings.Verify(SHORT),
                    new WritebackSettings.Reconcile(
                            SHORT, List.of(SHORT), SHORT, SHORT, SHORT, SHORT),
                    new WritebackSettings.Retry(List.of(SHORT), SHORT, SHORT),
                    10);

    private final Saved saved = new Saved();

    @Test
    void a_no_from_a_neighbour_in_the_middle_of_a_run_gives_the_lease_back() {
        var no = DomainException.unavailable("Away.", 5);
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> stoppedBy(no).run(leased(), true))
                .isSameAs(no);
        assertThat(saved.last).isNotNull();
        assertThat(saved.hold).isNull();
        assertThat(saved.last.state()).isEqualTo(WritebackState.PENDING_RETRY);
        assertThat(saved.last.progress().nextAttemptAt()).isAfter(NOW);
    }

    private RunWriteback stoppedBy(DomainException no) {
        var text =
                new PushText(null, null, null) {
                    @Override
                    void run(WritebackRun run) {
                        throw no;
                    }
                };
        return new RunWriteback(
                text,
                null,
                null,
                null,
                new NextTry(SETTINGS),
                new WritebackEvents(null, CLOCK),
                untold(),
                saved,
                new NothingDropped(),
                null,
                new TransactionTemplate(new NoDatabase()),
                SETTINGS,
                new AddressSettings(
                        "443",
                        "",
                        new AddressSettings.Call(SHORT, SHORT, SHORT, DataSize.ofKilobytes(1))),
                CLOCK);
    }

    private static Sessions untold() {
        return (Sessions)
                Proxy.newProxyInstance(
                        Sessions.class.getClassLoader(),
                        new Class<?>[] {Sessions.class},
                        (proxy, method, arguments) -> {
                            throw new IllegalStateException("no session is concerned");
                        });
    }

    private static Writeback leased() {
        UUID id = UUID.randomUUID();
        return new Writeback(
                UUID.randomUUID(),
                id,
                WritebackKind.L1_RESOLUTION_NOTE,
                Origin.AUTO,
                new Source(null, UUID.randomUUID(), null, id, null, null),
                Target.NONE,
                new Text("", "", "", "", null, "RF-1", Visibility.INTERNAL),
                NoteStep.pending(),
                StatusStep.waiting(),
                SessionStep.notNeeded(),
                WritebackState.IN_PROGRESS,
                Progress.NEW,
                new Requester(UUID.randomUUID(), "Lee Park", null, "trace"),
                new Lease(id, 1, NOW.plus(SHORT)),
                new Times(1, NOW, NOW, null));
    }

    private static final class Saved extends WritebackStore {

        private @Nullable Writeback last;
        private @Nullable Duration hold = SHORT;

        Saved() {
            super(null, CLOCK);
        }

        @Override
        void save(Writeback w, @Nullable Duration lease) {
            last = w;
            hold = lease;
        }
    }

    private static final class NothingDropped extends WritebackDrops {

        NothingDropped() {
            super(null);
        }

        @Override
        boolean isDropRequested(UUID id) {
            return false;
        }
    }

    private static final class NoDatabase extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
