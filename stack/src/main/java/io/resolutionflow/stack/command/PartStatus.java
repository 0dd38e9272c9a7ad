package io.resolutionflow.stack.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One element of {@code rf status --json}. */
record PartStatus(
        String name,
        String kind,
        String state,
        @Nullable Long pid,
        int port,
        @Nullable Long rssMb,
        String url,
        @JsonIgnore @Nullable Duration uptime) {}
