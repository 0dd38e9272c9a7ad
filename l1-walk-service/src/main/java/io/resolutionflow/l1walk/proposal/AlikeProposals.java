package io.resolutionflow.l1walk.proposal;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds what was proposed already, so that one lesson is one proposal. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class AlikeProposals {

    private final JdbcClient jdbc;

    AlikeProposals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param cosine 1 for the same structure
     */
    public record Similar(UUID proposalId, String status, double cosine) {}

    /** Pending ones, and those rejected in the last 90 days, most alike first. */
    public List<Similar> to(
            String structureDigest,
            String category,
            float @Nullable [] vector,
            @Nullable String model) {
        var found =
                new ArrayList<>(
                        jdbc.sql(
                                        """
                                        select id as proposal_id, status, 1.0 as cosine from flow_proposal
                                         where account_id = :account and structure_digest = :digest
                                           and (status = 'pending' or (status = 'rejected' and reviewed_at > now() - interval '90 days'))
                                         order by created_at
                                        """)
                                .param("account", TenantContext.required())
                                .param("digest", structureDigest)
                                .query(Similar.class)
                                .list());
        if (vector != null) {
            found.addAll(
                    jdbc.sql(
                                    "select * from similar_proposals(:vector::vector, :model, :category, 5)")
                            .param("vector", Arrays.toString(vector))
                            .param("model", model)
                            .param("category", category)
                            .query(Similar.class)
                            .list());
        }
        return found;
    }

    /** Two jobs that learn the same at once are taken one after the other. */
    public void serialise(String category) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "l1_proposals:" + TenantContext.required() + ":" + category)
                .query()
                .listOfRows();
    }
}
