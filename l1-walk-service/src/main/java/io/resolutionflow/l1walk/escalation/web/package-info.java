/** Public and internal endpoints of escalations. */
@NullMarked
package io.resolutionflow.l1walk.escalation.web;

import org.jspecify.annotations.NullMarked;
