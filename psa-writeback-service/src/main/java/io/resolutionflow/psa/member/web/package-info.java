/** HTTP edge of member mappings. */
@NullMarked
package io.resolutionflow.psa.member.web;

import org.jspecify.annotations.NullMarked;
