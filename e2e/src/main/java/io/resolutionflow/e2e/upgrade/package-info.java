/**
 * Roll-outs under load: the same build restarted, and an upgrade from the build before and back.
 */
@NullMarked
package io.resolutionflow.e2e.upgrade;

import org.jspecify.annotations.NullMarked;
