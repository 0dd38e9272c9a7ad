/** Documentation for people, bundles for services. */
@NullMarked
package io.resolutionflow.session.dossier.web;

import org.jspecify.annotations.NullMarked;
