/** Roles and schema of one service in PostgreSQL. */
@NullMarked
package io.resolutionflow.platform.database;

import org.jspecify.annotations.NullMarked;
