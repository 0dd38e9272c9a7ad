package io.resolutionflow.session.digest;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.ai.ForeignText;
import io.resolutionflow.session.ai.LanguageModel;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.conversation.Messages;
import io.resolutionflow.session.digest.HistoryDigests.Digest;
import io.resolutionflow.session.digest.HistoryDigests.Due;
import io.resolutionflow.session.fact.Facts;
import io.resolutionflow.session.lane.LaneItem;
import io.resolutionflow.session.lane.LaneItems;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.AiSessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renews the digests of chats that have grown by 20 messages (contract-sessions §6). Without a
 * model it is put together from the record: facts, answered items, first sentences.
 */
@Component
class WriteDigests {

    private static final Logger log = LoggerFactory.getLogger(WriteDigests.class);
    private static final int BATCH = 4;
    private static final int READ = 60;
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** 1,000 tokens at 3.5 bytes. */
    private static final int MOST = 3_500;

    private static final int SENTENCE = 200;

    private final TransactionTemplate transaction;
    private final HistoryDigests digests;
    private final AiSessions sessions;
    private final Messages messages;
    private final Facts facts;
    private final LaneItems lane;
    private final LanguageModel model;
    private final PromptTexts prompts;
    private final SecretMask mask;
    private final JsonMapper json;
    private final Clock clock;

    WriteDigests(
            TransactionTemplate transaction,
            HistoryDigests digests,
            AiSessions sessions,
            Messages messages,
            Facts facts,
            LaneItems lane,
            LanguageModel model,
            PromptTexts prompts,
            SecretMask mask,
            JsonMapper json,
            Clock clock) {
        this.transaction = transaction;
        this.digests = digests;
        this.sessions = sessions;
        this.messages = messages;
        this.facts = facts;
        this.lane = lane;
        this.model = model;
        this.prompts = prompts;
        this.mask = mask;
        this.json = json;
        this.clock = clock;
    }

    private record Line(String role, String content) {}

    private record Source(
            Actor actor,
            @Nullable String former,
            List<Line> lines,
            int seq,
            List<String> facts,
            List<String> answered) {}

    @Scheduled(fixedDelayString = "${rf.session.digests.poll:5s}")
    void run() {
        for (Due due : Objects.requireNonNull(transaction.execute(tx -> digests.due(BATCH)))) {
            TenantContext.run(due.accountId(), () -> write(due));
        }
    }

    private void write(Due due) {
        Instant now = clock.instant();
        Optional<Source> source =
                Objects.requireNonNull(
                        transaction.execute(tx ->
                                digests.take(due, now, now.plus(LEASE))
                                        ? source(due)
                                        : Optional.empty()));
        source.ifPresent(known -> {
            String text = digest(due, known);
            transaction.executeWithoutResult(
                    tx -> digests.write(due, text, known.seq(), clock.instant()));
        });
    }

    private Optional<Source> source(Due due) {
        return sessions.find(due.sessionId()).map(session -> source(session, due));
    }

    private Source source(AiSession session, Due due) {
        Digest former = digests.find(due.accountId(), due.sessionId()).orElse(new Digest(null, 0));
        var news =
                messages.settled(session, READ).stream()
                        .filter(message -> message.seq() > former.seq())
                        .toList();
        return new Source(
                Actor.vouchedFor(session.handlerId(), session.handlerName(), null),
                former.text(),
                news.stream()
                        .map(message -> new Line(message.role(), mask.mask(message.content())))
                        .toList(),
                session.messageCount(),
                facts.of(session).stream().map(fact -> mask.mask(fact.text())).toList(),
                lane.of(session).stream()
                        .filter(LaneItem::isFinal)
                        .map(item -> mask.mask(answer(item)))
                        .toList());
    }

    private static String answer(LaneItem item) {
        LaneItem.Response response = item.response();
        return item.text() + (response == null ? "" : ": " + response.words());
    }

    private String digest(Due due, Source source) {
        try {
            var answer = model.ask(question(due, source), false);
            var structured = answer.structured();
            String text = structured == null ? "" : structured.path("digest").asString("");
            if (!text.isBlank()) {
                return cut(text.strip());
            }
        } catch (DomainException no) {
            log.atInfo()
                    .addKeyValue("session_id", due.sessionId())
                    .addKeyValue("code", no.code())
                    .log("digest made from the record");
        }
        return fromRecord(source);
    }

    private LanguageModel.Question question(Due due, Source source) {
        var inputs = json.createObjectNode();
        inputs.put("former_digest", source.former());
        inputs.set("messages", json.valueToTree(source.lines()));
        inputs.set("facts", json.valueToTree(source.facts()));
        var foreign = ForeignText.newMark();
        return new LanguageModel.Question(
                AiTask.HISTORY_DIGEST,
                due.sessionId() + ":digest-" + source.seq() + ":history_digest",
                inputs,
                List.of(
                        Message.system(prompts.text("history_digest.md") + "\n" + foreign.rule()),
                        Message.user(
                                foreign.section(
                                                "former digest",
                                                Objects.requireNonNullElse(source.former(), ""))
                                        + "\n"
                                        + foreign.section(
                                                "messages",
                                                json.writeValueAsString(source.lines())))),
                prompts.schema("history_digest.schema.json"),
                due.sessionId(),
                1,
                source.actor());
    }

    /** Newest words last and never cut away before older ones. */
    private static String fromRecord(Source source) {
        String record =
                Stream.of(
                                source.facts().stream().map(fact -> "Known: " + fact),
                                source.answered().stream().map(item -> "Answered: " + item),
                                source.lines().stream()
                                        .filter(line -> line.role().equals("user"))
                                        .map(line -> "Said: " + firstSentence(line.content())))
                        .flatMap(lines -> lines)
                        .collect(Collectors.joining("\n"));
        String former = source.former() == null ? "" : source.former() + "\n";
        int room = Math.max(0, MOST - record.length());
        return cut(
                (former.length() <= room ? former : former.substring(former.length() - room))
                        + record);
    }

    private static String firstSentence(String text) {
        String line = text.strip().split("(?<=[.!?])\\s|\\R", 2)[0];
        return line.length() <= SENTENCE ? line : line.substring(0, SENTENCE);
    }

    private static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(text.length() - MOST);
    }
}
