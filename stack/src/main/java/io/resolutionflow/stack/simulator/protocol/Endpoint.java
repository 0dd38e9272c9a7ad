package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.http.Reply;

/** Does what one method and path of a provider's API does. */
@FunctionalInterface
public interface Endpoint {
    Reply answer(Call call);
}
