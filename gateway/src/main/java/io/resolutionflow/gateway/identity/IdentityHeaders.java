package io.resolutionflow.gateway.identity;

import io.netty.handler.codec.http.HttpHeaders;
import io.resolutionflow.gateway.problem.Problems;
import io.resolutionflow.gateway.request.OutgoingHeaders;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.identity.TenantHeaders;
import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Puts the token's own identity into the headers the services read (architecture §5.2) and lets a
 * super_admin act in an account.
 */
@Component
class IdentityHeaders implements GlobalFilter, Ordered {

    /** Acts of a super_admin in an account; the services audit what the act changes. */
    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final Problems problems;

    IdentityHeaders(Problems problems) {
        this.problems = problems;
    }

    /** Before the rate limit, which counts per user. */
    @Override
    public int getOrder() {
        return -200;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        SignedIn signedIn = exchange.getRequiredAttribute(SignedIn.ATTRIBUTE);
        try {
            Caller caller = account(exchange, signedIn.caller());
            exchange.getAttributes().put(Caller.class.getName(), caller);
            write(OutgoingHeaders.of(exchange), caller, signedIn);
        } catch (DomainException no) {
            return problems.write(exchange, no);
        }
        return chain.filter(exchange);
    }

    private Caller account(ServerWebExchange exchange, Caller caller) {
        if (exchange.getAttribute(HeaderHygiene.ACT_AS) instanceof List<?> accounts) {
            return actAs(exchange, caller, accounts);
        }
        if (caller.isService() || (caller.accountId() == null && !caller.isSuperAdmin())) {
            throw DomainException.forbidden(
                    "no_account",
                    "You are signed in, but not to an account. Ask an administrator to add you to one.");
        }
        return caller;
    }

    private Caller actAs(ServerWebExchange exchange, Caller caller, List<?> accounts) {
        if (!caller.isSuperAdmin() || caller.isService()) {
            throw DomainException.roleRequired();
        }
        UUID account = oneAccount(accounts);
        audit.atInfo()
                .addKeyValue("action", "gateway.act_as")
                .addKeyValue("actor_id", caller.userId())
                .addKeyValue("actor_name", caller.name())
                .addKeyValue("acting_as", "super_admin")
                .addKeyValue("account_id", account)
                .addKeyValue("method", exchange.getRequest().getMethod().name())
                .addKeyValue("path", exchange.getRequest().getPath().value())
                .addKeyValue("traceId", problems.traceId(exchange))
                .log("super_admin acts in an account");
        return caller.inAccount(account);
    }

    private static UUID oneAccount(List<?> accounts) {
        String text = accounts.size() == 1 ? String.valueOf(accounts.getFirst()).strip() : "";
        try {
            UUID account = UUID.fromString(text);
            // the JDK also reads shortened forms
            if (account.toString().equalsIgnoreCase(text)) {
                return account;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw DomainException.invalid(
                TenantHeaders.ACT_AS_ACCOUNT,
                "invalid_format",
                "Name exactly one account by its id.");
    }

    private static void write(HttpHeaders headers, Caller caller, SignedIn signedIn) {
        if (caller.accountId() != null) {
            headers.set(TenantHeaders.ACCOUNT_ID, caller.accountId().toString());
        }
        if (caller.teamId() != null) {
            headers.set(TenantHeaders.TEAM_ID, caller.teamId().toString());
        }
        headers.set(TenantHeaders.USER_ID, caller.userId().toString());
        headers.set(TenantHeaders.USER_NAME, signedIn.encodedName());
        headers.set(TenantHeaders.ROLES, signedIn.roles());
        headers.set(TenantHeaders.CAN_COVER_L1, Boolean.toString(caller.canCoverL1()));
    }
}
