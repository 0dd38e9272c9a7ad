package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.connection.OpenWritebacks;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reading write-backs of the bound account. */
@Service
public class Writebacks implements OpenWritebacks {

    private final WritebackStore store;
    private final WritebackDrops drops;
    private final WritebackDetailStore details;

    Writebacks(WritebackStore store, WritebackDrops drops, WritebackDetailStore details) {
        this.store = store;
        this.drops = drops;
        this.details = details;
    }

    @Transactional(readOnly = true)
    public Optional<Writeback> find(UUID id) {
        return store.find(id);
    }

    /** Of a session or walk, newest first. */
    @Transactional(readOnly = true)
    public List<Writeback> ofSource(UUID source) {
        return store.ofSource(source);
    }

    @Transactional(readOnly = true)
    public List<Writeback> log(LogFilter filter, LogPage page) {
        return store.log(filter, page);
    }

    @Transactional(readOnly = true)
    public List<Attempt> attempts(UUID id) {
        return details.attempts(id);
    }

    @Transactional(readOnly = true)
    public List<NotePart> parts(UUID id) {
        return details.parts(id);
    }

    @Override
    public int count(UUID connectionId) {
        return drops.countOpen(connectionId);
    }

    @Override
    public void cancelUnsent(UUID connectionId) {
        drops.cancelUnsent(connectionId);
    }

    @Override
    public void makeDue(UUID connectionId) {
        drops.makeDue(connectionId);
    }
}
