/** Demo users and tenants of the local profile. */
@NullMarked
package io.resolutionflow.stack.demo;

import org.jspecify.annotations.NullMarked;
