/** A service under test as its callers see it: HTTP, its rows inside one account, its topics. */
@NullMarked
package io.resolutionflow.platform.testing.service;

import org.jspecify.annotations.NullMarked;
