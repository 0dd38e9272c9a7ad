@NullMarked
package io.resolutionflow.session.chat;

import org.jspecify.annotations.NullMarked;
