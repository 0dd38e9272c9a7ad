package io.resolutionflow.e2e.upgrade;

import io.resolutionflow.e2e.client.Gateway;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an ingress is to the gateway's processes: it knows each, shares requests out, and has no
 * further request for one that has left.
 */
final class FrontDoor {

    private final URI issuer;
    private final List<Gateway> ready = new CopyOnWriteArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();

    FrontDoor(URI issuer) {
        this.issuer = issuer;
    }

    void join(int port) {
        ready.add(new Gateway(URI.create("http://127.0.0.1:" + port), issuer));
    }

    void leave(int port) {
        ready.removeIf(gateway -> gateway.address().getPort() == port);
    }

    /** The process whose turn it is. */
    Gateway next() {
        List<Gateway> now = List.copyOf(ready);
        if (now.isEmpty()) {
            throw new IllegalStateException("no gateway is ready");
        }
        return now.get(Math.floorMod(turns.getAndIncrement(), now.size()));
    }
}
