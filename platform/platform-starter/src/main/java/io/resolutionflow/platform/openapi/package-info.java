/** The API as its OpenAPI document tells it. */
@NullMarked
package io.resolutionflow.platform.openapi;

import org.jspecify.annotations.NullMarked;
