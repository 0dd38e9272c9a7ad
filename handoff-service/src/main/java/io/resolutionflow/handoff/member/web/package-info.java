/** Members over HTTP. */
@NullMarked
package io.resolutionflow.handoff.member.web;

import org.jspecify.annotations.NullMarked;
