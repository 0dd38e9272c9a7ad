package io.resolutionflow.l1walk.flow.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.resolutionflow.l1walk.flow.FlowNode;
import io.resolutionflow.l1walk.flow.FlowRow;
import io.resolutionflow.l1walk.flow.FlowSummary;
import io.resolutionflow.platform.identity.Caller;
import java.util.List;

/** The whole flow object (contract-l1 §9.2). */
record FlowView(@JsonUnwrapped FlowSummary summary, List<FlowNode> nodes) {

    static FlowView of(FlowRow row, Caller caller) {
        return new FlowView(FlowSummary.of(row, caller), row.content().nodes());
    }
}
