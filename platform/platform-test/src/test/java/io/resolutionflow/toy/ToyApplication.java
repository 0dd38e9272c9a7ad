package io.resolutionflow.toy;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.inbox.EventSubscription;
import io.resolutionflow.platform.outbox.Outbox;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.platform.tenancy.TenantContext;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@EnableFeignClients(clients = ToyCalls.Other.class)
@org.springframework.data.jpa.repository.config.EnableJpaRepositories(
        considerNestedRepositories = true)
class ToyApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ToyApplication.class, arguments);
    }

    record NoteWritten(UUID noteId, String text) {}

    record NoteShouted(UUID noteId) {}

    record NewNote(@NotBlank @Size(max = 10) @Nullable String noteText) {}

    @Entity
    @Table(name = "note")
    static class Note {
        @Id @Nullable UUID id;
        @TenantId @Nullable UUID accountId;
        @Nullable String text;
    }

    interface NoteRepository extends JpaRepository<Note, UUID> {}

    @Service
    static class Notes {
        private final NoteRepository repository;
        private final Outbox outbox;
        private final JdbcClient jdbc;
        private final Ids ids;

        Notes(NoteRepository repository, Outbox outbox, JdbcClient jdbc, Ids ids) {
            this.repository = repository;
            this.outbox = outbox;
            this.jdbc = jdbc;
            this.ids = ids;
        }

        @Transactional
        public UUID write(UUID aggregate, String text) {
            var note = new Note();
            note.id = ids.next();
            note.text = text;
            repository.save(note);
            outbox.append("toy.note_written", aggregate, new NoteWritten(note.id, text));
            if (text.equals("rollback")) {
                throw new IllegalStateException("rolled back on purpose");
            }
            return note.id;
        }

        @Transactional(readOnly = true)
        public Optional<Note> find(UUID id) {
            return repository.findById(id);
        }

        @Transactional(readOnly = true)
        public List<String> textsBySqlWithoutPredicate() {
            return jdbc.sql("select text from note").query(String.class).list();
        }

        /** The limit of its statements; takes five seconds under a limit below one. */
        @Transactional(readOnly = true)
        public String slow() {
            String limit =
                    jdbc.sql("select current_setting('statement_timeout')")
                            .query(String.class)
                            .single();
            jdbc.sql(
                            """
                            select pg_sleep(5) from pg_settings
                             where name = 'statement_timeout' and setting::int between 1 and 999
                            """)
                    .query((row, n) -> true)
                    .list();
            return limit;
        }

        @Transactional(readOnly = true)
        public List<String> effects() {
            return jdbc.sql("select text from effect order by n").query(String.class).list();
        }
    }

    @Bean
    Cure cure() {
        return new Cure();
    }

    /** Whether what makes a note poison has been mended. */
    static class Cure {
        private volatile boolean found;

        void found(boolean found) {
            this.found = found;
        }
    }

    @Bean
    EventSubscription toyNotes(JdbcClient jdbc, Cure cure, NoteRepository notes, Outbox outbox) {
        return EventSubscription.of("notes", "rf.session.events")
                .on(
                        "toy.note_shouted",
                        NoteShouted.class,
                        event -> {
                            Note note = notes.findById(event.data().noteId()).orElseThrow();
                            jdbc.sql("insert into effect (account_id, id, text) values (?, ?, ?)")
                                    .params(TenantContext.required(), event.id(), note.text)
                                    .update();
                            jdbc.sql("update note set text = text || '!' where id = ?")
                                    .param(note.id)
                                    .update();
                        })
                .on(
                        "toy.note_written",
                        NoteWritten.class,
                        event -> {
                            if (event.data().text().equals("echo")) {
                                outbox.append(
                                        "toy.note_echoed",
                                        UUID.fromString(event.subject()),
                                        event.data());
                            }
                            if (event.data().text().equals("poison") && !cure.found) {
                                throw new IllegalArgumentException("cannot be applied");
                            }
                            jdbc.sql("insert into effect (account_id, id, text) values (?, ?, ?)")
                                    .params(
                                            TenantContext.required(),
                                            event.data().noteId(),
                                            event.data().text())
                                    .update();
                        });
    }

    @RestController
    static class NoteController {
        private final Notes notes;

        NoteController(Notes notes) {
            this.notes = notes;
        }

        @Requires(Gate.ENGINEER)
        @PostMapping("/api/v1/notes")
        @ResponseStatus(org.springframework.http.HttpStatus.CREATED)
        NoteWritten write(@Valid @RequestBody NewNote body, Caller caller) {
            String text = java.util.Objects.requireNonNull(body.noteText());
            return new NoteWritten(notes.write(caller.userId(), text), text);
        }

        @Requires(Gate.ACTIVE)
        @GetMapping("/api/v1/notes/{id}")
        NoteWritten read(@PathVariable UUID id) {
            return notes.find(id)
                    .map(note -> new NoteWritten(id, String.valueOf(note.text)))
                    .orElseThrow(io.resolutionflow.platform.problem.DomainException::notFound);
        }

        @Requires(Gate.ACTIVE)
        @GetMapping("/api/v1/notes")
        List<String> search(@RequestParam String text) {
            return notes.textsBySqlWithoutPredicate().stream().filter(text::equals).toList();
        }

        @Requires(Gate.ACTIVE)
        @GetMapping("/api/v1/notes/slow")
        String slow() {
            return notes.slow();
        }

        @InternalApi("handoff-service")
        @GetMapping("/internal/v1/whoami")
        List<String> whoAmI(Caller caller) {
            return List.of(String.valueOf(caller.accountId()), caller.name());
        }
    }
}
