package io.resolutionflow.platform.client;

import feign.RequestInterceptor;
import feign.RequestTemplate;
import io.resolutionflow.platform.identity.TenantHeaders;
import io.resolutionflow.platform.security.CallerContext;
import io.resolutionflow.platform.tenancy.TenantContext;
import org.springframework.http.HttpHeaders;

/**
 * Forwards the user's token; background work signs in with the service's own client and names the
 * account of its job or event (architecture §5.3).
 */
class IdentityForwarding implements RequestInterceptor {

    private final ServiceTokens serviceTokens;

    IdentityForwarding(ServiceTokens serviceTokens) {
        this.serviceTokens = serviceTokens;
    }

    @Override
    public void apply(RequestTemplate request) {
        if (request.headers().containsKey(HttpHeaders.AUTHORIZATION)) {
            return;
        }
        String token =
                CallerContext.current()
                        .map(caller -> caller.token())
                        .orElseGet(serviceTokens::current);
        request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        TenantContext.current()
                .ifPresent(account -> request.header(TenantHeaders.ACCOUNT_ID, account.toString()));
    }
}
