/** Reading and writing times and rows with JdbcClient. */
@NullMarked
package io.resolutionflow.aigateway.sql;

import org.jspecify.annotations.NullMarked;
