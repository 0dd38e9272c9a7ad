package io.resolutionflow.aigateway.plan;

import java.util.List;

/** A row of the plan table (contract-ai §6.1): the only place where plan codes live. */
public record Plan(
        String code,
        String name,
        Limits limits,
        List<Integer> warnAtPercent,
        boolean archived,
        long version) {}
