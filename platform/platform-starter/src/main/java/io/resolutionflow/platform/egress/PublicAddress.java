package io.resolutionflow.platform.egress;

import java.net.InetAddress;
import java.util.List;

/**
 * Tells whether an IP address is globally routable. Refuses every special-purpose block of IANA's
 * registries, and every IPv6 form that carries an IPv4 address inside: such a form is a second
 * spelling of an address that may be private.
 */
public final class PublicAddress {

    private static final List<Block> REFUSED =
            List.of(
                    block("0.0.0.0", 8), // this network
                    block("10.0.0.0", 8), // private
                    block("100.64.0.0", 10), // shared address space of carriers
                    block("127.0.0.0", 8), // loopback
                    block("169.254.0.0", 16), // link-local, metadata services
                    block("172.16.0.0", 12), // private
                    block("192.0.0.0", 24), // protocol assignments
                    block("192.0.2.0", 24), // documentation
                    block("192.31.196.0", 24), // AS112
                    block("192.52.193.0", 24), // AMT
                    block("192.88.99.0", 24), // 6to4 relays
                    block("192.168.0.0", 16), // private
                    block("192.175.48.0", 24), // AS112
                    block("198.18.0.0", 15), // benchmarking
                    block("198.51.100.0", 24), // documentation
                    block("203.0.113.0", 24), // documentation
                    block("224.0.0.0", 4), // multicast
                    block("240.0.0.0", 4)); // reserved, broadcast

    /**
     * Only global unicast is public at all in IPv6; these are the blocks inside it that are not.
     */
    private static final Block GLOBAL_UNICAST = block("2000::", 3);

    private static final List<Block> REFUSED_INSIDE =
            List.of(
                    block(
                            "2001::",
                            23), // Teredo, ORCHID, benchmarking and other protocol assignments
                    block("2001:db8::", 32), // documentation
                    block("2002::", 16), // 6to4
                    block("2620:4f:8000::", 48), // AS112
                    block("3fff::", 20), // documentation
                    block("3ffe::", 16)); // former 6bone

    private PublicAddress() {}

    private record Block(byte[] prefix, int bits) {

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0
                    || ((address[whole] ^ prefix[whole]) & (0xFF << (8 - rest)) & 0xFF) == 0;
        }
    }

    public static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return REFUSED.stream().noneMatch(block -> block.contains(bytes));
        }
        return GLOBAL_UNICAST.contains(bytes)
                && REFUSED_INSIDE.stream().noneMatch(block -> block.contains(bytes));
    }

    private static Block block(String address, int bits) {
        return new Block(InetAddress.ofLiteral(address).getAddress(), bits);
    }
}
