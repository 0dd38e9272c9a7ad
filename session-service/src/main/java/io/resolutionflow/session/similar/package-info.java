/** Sessions like this one: embeddings made by a job, and what may be shared of resolved ones. */
@NullMarked
package io.resolutionflow.session.similar;

import org.jspecify.annotations.NullMarked;
