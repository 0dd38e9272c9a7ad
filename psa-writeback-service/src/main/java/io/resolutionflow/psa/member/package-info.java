/** Who of the account is who in the ticketing system. */
@NullMarked
package io.resolutionflow.psa.member;

import org.jspecify.annotations.NullMarked;
