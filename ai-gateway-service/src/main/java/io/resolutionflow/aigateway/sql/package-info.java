/** Times and rows of the database, and statements that travel together. */
@NullMarked
package io.resolutionflow.aigateway.sql;

import org.jspecify.annotations.NullMarked;
