/** The real backing servers: PostgreSQL, Kafka, Keycloak. */
@NullMarked
package io.resolutionflow.stack.backing;

import org.jspecify.annotations.NullMarked;
