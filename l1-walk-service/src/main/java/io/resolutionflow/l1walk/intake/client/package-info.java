/** The account's AI switch. */
@NullMarked
package io.resolutionflow.l1walk.intake.client;

import org.jspecify.annotations.NullMarked;
