/** Who works in the account (contract-handoffs §8). */
@NullMarked
package io.resolutionflow.handoff.member;

import org.jspecify.annotations.NullMarked;
