package io.resolutionflow.session.session;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Keeps the contract's names in the database. */
@Converter(autoApply = true)
public class SessionStatusColumn
        implements AttributeConverter<@Nullable SessionStatus, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable SessionStatus status) {
        return status == null ? null : status.wire();
    }

    @Override
    public @Nullable SessionStatus convertToEntityAttribute(@Nullable String column) {
        return column == null ? null : SessionStatus.ofWire(column).orElseThrow();
    }
}
