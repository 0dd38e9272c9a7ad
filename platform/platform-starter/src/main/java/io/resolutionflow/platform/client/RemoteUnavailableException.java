package io.resolutionflow.platform.client;

import java.io.Serial;

/**
 * Another service did not answer in time, could not be reached, or answered without a problem
 * document. What it did is not known.
 */
public class RemoteUnavailableException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final String service;

    public RemoteUnavailableException(String service, Throwable cause) {
        super(service + " is away", cause);
        this.service = service;
    }

    public RemoteUnavailableException(String service, String why) {
        super(service + " is away: " + why);
        this.service = service;
    }

    public String service() {
        return service;
    }
}
