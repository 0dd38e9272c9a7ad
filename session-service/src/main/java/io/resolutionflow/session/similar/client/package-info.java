/** The AI gateway's embeddings behind the port. */
@NullMarked
package io.resolutionflow.session.similar.client;

import org.jspecify.annotations.NullMarked;
