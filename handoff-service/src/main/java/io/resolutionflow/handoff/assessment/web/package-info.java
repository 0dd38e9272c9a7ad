/** Asking for another assessment. */
@NullMarked
package io.resolutionflow.handoff.assessment.web;

import org.jspecify.annotations.NullMarked;
