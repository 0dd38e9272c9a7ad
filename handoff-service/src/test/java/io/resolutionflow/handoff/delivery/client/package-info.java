@org.jspecify.annotations.NullMarked
package io.resolutionflow.handoff.delivery.client;
