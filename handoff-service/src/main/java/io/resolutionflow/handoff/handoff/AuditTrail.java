package io.resolutionflow.handoff.handoff;

import io.resolutionflow.platform.paging.PageQuery;
import java.util.List;
import java.util.UUID;

/** What was done to a hand-off and by whom, newest first; one row more than the page. */
public interface AuditTrail {

    List<AuditRow> of(UUID handoffId, PageQuery page);
}
