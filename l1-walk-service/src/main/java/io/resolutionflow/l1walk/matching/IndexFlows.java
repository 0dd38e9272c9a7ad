package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowEntry;
import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.l1walk.flow.FlowSource;
import io.resolutionflow.l1walk.library.LibraryContent;
import io.resolutionflow.l1walk.library.LibraryReader;
import io.resolutionflow.l1walk.matching.IndexJobs.Job;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gives flows their vectors, by durable jobs that several replicas may share. */
@Component
class IndexFlows {

    /**
     * The account under which global library texts are embedded. It belongs to no tenant; the AI
     * gateway asks every call for one.
     */
    static final UUID PLATFORM = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private static final Logger log = LoggerFactory.getLogger(IndexFlows.class);
    private static final int AT_ONCE = 4;

    private final IndexJobs jobs;
    private final MatchIndex index;
    private final FlowRepository flows;
    private final LibraryReader library;
    private final Embedder embedder;

    IndexFlows(
            IndexJobs jobs,
            MatchIndex index,
            FlowRepository flows,
            LibraryReader library,
            Embedder embedder) {
        this.jobs = jobs;
        this.index = index;
        this.flows = flows;
        this.library = library;
        this.embedder = embedder;
    }

    /**
     * Every start makes sure that each library version has its order; a known one is left alone.
     */
    @EventListener(ApplicationReadyEvent.class)
    void orderLibrary() {
        TenantContext.run(
                PLATFORM,
                () -> {
                    flows.library()
                            .forEach(entry ->
                                    jobs.order(
                                            entry.id().toString(), entry.published().versionNo()));
                    jobs.order(IndexJobs.NONE_TEXTS, noneTexts().hashCode());
                });
    }

    @Scheduled(fixedDelayString = "${rf.l1.index.every-ms}")
    void runDue() {
        for (Job job : jobs.claim(AT_ONCE)) {
            TenantContext.run(job.accountId(), () -> run(job));
        }
    }

    private void run(Job job) {
        try {
            if (job.subject().equals(IndexJobs.NONE_TEXTS)) {
                List<String> texts = noneTexts();
                index.storeNoneVectors(
                        Integer.toHexString(texts.hashCode()), embedder.documents(texts));
            } else {
                indexFlow(UUID.fromString(job.subject()));
            }
            jobs.done(job);
            log.atInfo().addKeyValue("subject", job.subject()).log("vectors stored");
        } catch (RuntimeException away) {
            log.atWarn()
                    .addKeyValue("subject", job.subject())
                    .addKeyValue("attempt", job.attempts())
                    .addKeyValue("reason", away.getClass().getSimpleName())
                    .log("vectors not stored, to be tried again");
            jobs.failed(job, away.getClass().getSimpleName());
        }
    }

    private void indexFlow(UUID flowId) {
        FlowEntry entry = flows.find(flowId).filter(FlowEntry::isPublished).orElse(null);
        if (entry == null) {
            return;
        }
        FlowRef ref = entry.published();
        FlowContent content = flows.pinned(ref).content();
        List<IndexTexts.IndexText> texts = IndexTexts.of(content, problemTexts(flowId));
        Embedder.Vectors vectors =
                embedder.documents(texts.stream().map(IndexTexts.IndexText::text).toList());
        if (ref.source() == FlowSource.LIBRARY) {
            index.storeLibraryVectors(ref, texts, vectors);
        } else {
            index.storeAccountVectors(flowId, texts, vectors);
        }
    }

    private List<String> problemTexts(UUID flowId) {
        return library.problems().stream()
                .filter(problem -> flowId.equals(problem.flowId()))
                .map(p -> IndexTexts.ofProblem(p.title(), p.description(), p.keywords()))
                .toList();
    }

    private List<String> noneTexts() {
        var texts = new ArrayList<String>();
        LibraryContent.shipped().problems().stream()
                .filter(problem -> problem.flowSlug() == null)
                .forEach(problem -> texts.addAll(NoneTexts.ofProblem(problem)));
        texts.addAll(NoneTexts.outOfScope());
        return texts;
    }
}
