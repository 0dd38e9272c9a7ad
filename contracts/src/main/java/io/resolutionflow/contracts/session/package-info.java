/** Internal API of session-service (contract-sessions §10). */
@NullMarked
package io.resolutionflow.contracts.session;

import org.jspecify.annotations.NullMarked;
