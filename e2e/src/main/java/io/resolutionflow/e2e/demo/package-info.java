/** The main job, step by step, each step checked. */
@NullMarked
package io.resolutionflow.e2e.demo;

import org.jspecify.annotations.NullMarked;
