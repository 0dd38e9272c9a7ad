package io.resolutionflow.psa.connector;

import org.jspecify.annotations.Nullable;

public record PsaMember(String id, String name, @Nullable String email, boolean active) {}
