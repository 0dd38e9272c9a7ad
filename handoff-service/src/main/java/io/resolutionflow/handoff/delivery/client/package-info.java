/** SMTP, and the formats of Slack, Teams and webhooks. */
@NullMarked
package io.resolutionflow.handoff.delivery.client;

import org.jspecify.annotations.NullMarked;
