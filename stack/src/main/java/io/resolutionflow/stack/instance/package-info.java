/** Where one running instance keeps its state, which ports it uses, its secrets. */
@NullMarked
package io.resolutionflow.stack.instance;

import org.jspecify.annotations.NullMarked;
