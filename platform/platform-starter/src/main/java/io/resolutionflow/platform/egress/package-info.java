/**
 * Calls to addresses that users typed: which may be called, and an HTTP client that calls exactly
 * the checked one (contract-psa §3).
 */
@NullMarked
package io.resolutionflow.platform.egress;

import org.jspecify.annotations.NullMarked;
