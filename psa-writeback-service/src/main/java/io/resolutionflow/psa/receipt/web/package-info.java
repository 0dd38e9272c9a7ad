/** HTTP edge of logs and receipts. */
@NullMarked
package io.resolutionflow.psa.receipt.web;

import org.jspecify.annotations.NullMarked;
