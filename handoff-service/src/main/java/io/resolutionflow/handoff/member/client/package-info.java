/** Users and roles from Keycloak's Admin API. */
@NullMarked
package io.resolutionflow.handoff.member.client;

import org.jspecify.annotations.NullMarked;
