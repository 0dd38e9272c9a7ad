package io.resolutionflow.platform.egress;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A whole answer, read to its end. @param headers names in lower case */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
