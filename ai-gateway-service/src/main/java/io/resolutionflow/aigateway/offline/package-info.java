/**
 * Answers without a model: a pure function of inputs, schema and runbook library (contract-ai §4).
 */
@NullMarked
package io.resolutionflow.aigateway.offline;

import org.jspecify.annotations.NullMarked;
