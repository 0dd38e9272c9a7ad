/** The real PostgreSQL and Kafka a test runs on. */
@NullMarked
package io.resolutionflow.platform.testing.parts;

import org.jspecify.annotations.NullMarked;
