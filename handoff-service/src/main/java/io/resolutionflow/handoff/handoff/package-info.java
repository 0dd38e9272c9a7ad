/**
 * Work handed on and taken over: the aggregate, its rules and its use cases (contract-handoffs §2,
 * §3).
 */
@NullMarked
package io.resolutionflow.handoff.handoff;

import org.jspecify.annotations.NullMarked;
