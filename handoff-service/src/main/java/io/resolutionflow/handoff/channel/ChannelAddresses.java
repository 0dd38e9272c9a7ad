package io.resolutionflow.handoff.channel;

import io.resolutionflow.platform.egress.AddressForm;
import io.resolutionflow.platform.egress.AddressRefused;
import io.resolutionflow.platform.egress.AddressRules;
import io.resolutionflow.platform.problem.DomainException;
import java.net.URI;
import org.springframework.stereotype.Component;

/** Which addresses a channel may have: the rules of ticketing systems (contract-handoffs §7.2). */
@Component
public class ChannelAddresses {

    private static final int MAX_LENGTH = 2_000;
    private static final int SHOWN = 4;

    private final AddressRules rules;

    ChannelAddresses(AddressRules rules) {
        this.rules = rules;
    }

    /**
     * @return the address in normal form
     * @throws DomainException 422 {@code url_not_allowed}
     */
    URI check(ChannelType type, String typed) {
        try {
            return rules.checkTyped(typed, form(type));
        } catch (AddressRefused e) {
            throw DomainException.unprocessable("url_not_allowed", String.valueOf(e.getMessage()))
                    .with("field", "url");
        }
    }

    /** Teams workflows carry their key in the query; nobody else needs one. */
    private static AddressForm form(ChannelType type) {
        return new AddressForm(MAX_LENGTH, type == ChannelType.TEAMS, false);
    }

    static String hint(URI url) {
        String text = url.toString();
        return url.getHost() + "…" + text.substring(Math.max(0, text.length() - SHOWN));
    }
}
