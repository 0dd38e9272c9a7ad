package io.resolutionflow.platform.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks a host name up. */
@FunctionalInterface
public interface Names {

    /** All addresses of the name, v4 and v6. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The resolver of the machine. */
    static Names ofThisMachine() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
