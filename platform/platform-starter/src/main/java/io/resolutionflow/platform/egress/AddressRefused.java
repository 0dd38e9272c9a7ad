package io.resolutionflow.platform.egress;

import java.io.Serial;

/**
 * An address may not be called. The message is fit for people and never tells what a name resolved
 * to (contract-psa §3).
 */
public class AddressRefused extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public AddressRefused(String message) {
        super(message, null, false, false);
    }
}
