package io.resolutionflow.psa.receipt.web;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.psa.writeback.Writeback;
import io.resolutionflow.psa.writeback.WritebackView;
import io.resolutionflow.psa.writeback.Writebacks;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Write-backs for session-service and l1-walk-service (contract-psa §15). */
@RestController
@RequestMapping("/internal/v1/psa")
@InternalApi({"session-service", "l1-walk-service"})
class ReceiptInternalController {

    private final Writebacks writebacks;

    ReceiptInternalController(Writebacks writebacks) {
        this.writebacks = writebacks;
    }

    record WithText(WritebackView writeback, String markdown, String summary) {}

    @GetMapping("/sources/{sourceId}/writebacks")
    List<WritebackView> ofSource(@PathVariable UUID sourceId) {
        return writebacks.ofSource(sourceId).stream().map(WritebackView::of).toList();
    }

    @GetMapping("/writebacks/{id}")
    WithText one(@PathVariable UUID id) {
        Writeback w = writebacks.find(id).orElseThrow(DomainException::notFound);
        return new WithText(WritebackView.of(w), w.text().markdown(), w.text().summary());
    }
}
