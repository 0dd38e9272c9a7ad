/** Internal matching for session-service (contract-l1 §12). */
@NullMarked
package io.resolutionflow.l1walk.matching.web;

import org.jspecify.annotations.NullMarked;
