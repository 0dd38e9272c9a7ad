/**
 * Everything recorded about a session, from one consistent read: snapshot, bundle and documentation
 * are made from it.
 */
@NullMarked
package io.resolutionflow.session.dossier;

import org.jspecify.annotations.NullMarked;
