/** What containers of this program do for docker-compose.yml: secrets, set-up, demo tenants. */
@NullMarked
package io.resolutionflow.stack.container;

import org.jspecify.annotations.NullMarked;
