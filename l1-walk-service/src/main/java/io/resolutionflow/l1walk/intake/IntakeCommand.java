package io.resolutionflow.l1walk.intake;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call taken, checked for shape (contract-l1 §2). */
public record IntakeCommand(
        String problemStatement,
        @Nullable String customerName,
        @Nullable String customerContact,
        @Nullable UUID flowId,
        @Nullable UUID flowProposalId,
        boolean adhoc,
        boolean forceBuild,
        List<UUID> rejectedFlowIds,
        @Nullable UUID followsIntakeId,
        @Nullable UUID ticketId,
        @Nullable String psaTicketId,
        @Nullable UUID psaConnectionId) {

    public IntakeCommand {
        rejectedFlowIds = List.copyOf(rejectedFlowIds);
    }
}
