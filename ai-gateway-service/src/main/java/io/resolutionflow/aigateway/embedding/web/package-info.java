/** Embeddings over HTTP. */
@NullMarked
package io.resolutionflow.aigateway.embedding.web;

import org.jspecify.annotations.NullMarked;
