/** Reading and writing columns by plain SQL. */
@NullMarked
package io.resolutionflow.psa.rows;

import org.jspecify.annotations.NullMarked;
