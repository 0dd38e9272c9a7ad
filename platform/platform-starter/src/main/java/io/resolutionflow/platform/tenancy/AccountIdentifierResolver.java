package io.resolutionflow.platform.tenancy;

import java.util.UUID;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/**
 * Tells Hibernate's {@code @TenantId} the bound account. An unbound thread gets an account that
 * never exists.
 */
public class AccountIdentifierResolver implements CurrentTenantIdentifierResolver<UUID> {

    private static final UUID NOBODY = new UUID(0, 0);

    @Override
    public UUID resolveCurrentTenantIdentifier() {
        return TenantContext.current().orElse(NOBODY);
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return true;
    }
}
