@org.jspecify.annotations.NullMarked
package io.resolutionflow.platform.security;
