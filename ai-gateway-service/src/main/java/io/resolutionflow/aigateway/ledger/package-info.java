/**
 * Hold, settle, release, expire: every call is a row before its first byte leaves (contract-ai §6).
 */
@NullMarked
package io.resolutionflow.aigateway.ledger;

import org.jspecify.annotations.NullMarked;
