package io.resolutionflow.platform.egress;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The address rules of contract-psa §3, applied when an address is typed and again at every call:
 * https, a DNS name with a dot, a listed port, and globally routable addresses only. Loopback is
 * open for listed ports where the deployment lists any, which only the local profile may.
 */
public class AddressRules {

    private static final int HTTPS = 443;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern LOOPBACK =
            Pattern.compile("127(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[::1]|localhost");

    /**
     * Parsers read a name whose last label is a number as an IPv4 address, in several notations.
     */
    private static final Pattern ENDS_IN_NUMBER =
            Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

    private final Set<Integer> ports;
    private final Set<Integer> loopbackPorts;
    private final Names names;

    public AddressRules(EgressSettings settings, Names names) {
        this.ports = settings.ports();
        this.loopbackPorts = settings.loopbackPorts();
        this.names = names;
    }

    /** As {@link #checkForm(String, AddressForm)} for the address of a system. */
    public URI checkForm(String typed) {
        return checkForm(typed, AddressForm.SYSTEM);
    }

    /**
     * Checks the form of a typed address.
     *
     * @return the address in normal form: lower-case host, IDN in punycode
     * @throws AddressRefused with a sentence for the person who typed it
     */
    public URI checkForm(String typed, AddressForm form) {
        URI uri = parse(typed, form);
        if (isOwnMachine(uri) && (form.query() || uri.getRawQuery() == null)) {
            return URI.create(form.base() ? withoutTrailingSlash(uri.toString()) : uri.toString());
        }
        require("https".equalsIgnoreCase(uri.getScheme()), "The address must start with https://.");
        require(
                uri.getRawUserInfo() == null
                        && (form.query() || uri.getRawQuery() == null)
                        && uri.getRawFragment() == null,
                "The address must not hold a user name, a query or a fragment.");
        String host = host(uri);
        int port = uri.getPort() == -1 ? HTTPS : uri.getPort();
        require(ports.contains(port), "This port is not allowed.");
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        require(
                !path.contains("..") && !path.contains("//") && !path.contains("%"),
                "The path of the address is not allowed.");
        String address = "https://" + host + (port == HTTPS ? "" : ":" + port) + path;
        String whole = uri.getRawQuery() == null ? address : address + "?" + uri.getRawQuery();
        return URI.create(form.base() ? withoutTrailingSlash(whole) : whole);
    }

    /**
     * As {@link #checkForm}, and the name must not lead to an inner address; a name that does not
     * resolve yet is accepted.
     */
    public URI checkTyped(String typed) {
        return checkTyped(typed, AddressForm.SYSTEM);
    }

    /** As {@link #checkTyped(String)}, for another form. */
    public URI checkTyped(String typed, AddressForm form) {
        URI uri = checkForm(typed, form);
        if (isOwnMachine(uri)) {
            return uri;
        }
        try {
            requirePublic(names.resolve(uri.getHost()));
        } catch (UnknownHostException e) {
            // turns out at the first call
        }
        return uri;
    }

    /**
     * The addresses a call may connect to; every address of the name passed.
     *
     * @throws AddressRefused when one of them is not globally routable
     */
    public InetAddress[] resolveForCall(String host) throws UnknownHostException {
        if (!loopbackPorts.isEmpty() && LOOPBACK.matcher(bracketed(host)).matches()) {
            // the port was checked with the form, right before
            return new InetAddress[] {loopback(host)};
        }
        List<InetAddress> found = names.resolve(host);
        requirePublic(found);
        return found.toArray(InetAddress[]::new);
    }

    /** True for http to the own machine on a port the local profile lists. */
    public boolean isLocalSimulator(URI uri) {
        return isOwnMachine(uri) && uri.getRawQuery() == null;
    }

    private boolean isOwnMachine(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.matcher(uri.getHost()).matches()
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && loopbackPorts.contains(uri.getPort());
    }

    private static URI parse(String typed, AddressForm form) {
        require(
                typed.length() <= form.maxLength()
                        && typed.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '\\'),
                "This is not a usable address.");
        try {
            URI uri = new URI(inPunycode(typed));
            require(
                    uri.getScheme() != null && uri.getHost() != null,
                    "This is not a usable address.");
            return uri;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new AddressRefused("This is not a usable address.");
        }
    }

    /** Names in other scripts are turned into their ASCII form before anything is looked at. */
    private static String inPunycode(String typed) {
        if (typed.chars().allMatch(c -> c < 0x80)) {
            return typed;
        }
        int start = typed.indexOf("://") + 3;
        require(start > 2, "This is not a usable address.");
        int end = start;
        while (end < typed.length() && "/?#:@".indexOf(typed.charAt(end)) < 0) {
            end++;
        }
        return typed.substring(0, start)
                + IDN.toASCII(typed.substring(start, end), IDN.USE_STD3_ASCII_RULES)
                + typed.substring(end);
    }

    private static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        require(
                !host.startsWith("[") && !ENDS_IN_NUMBER.matcher(host).matches(),
                "Give the name of the host, not its IP address.");
        require(
                host.contains(".")
                        && host.length() <= 253
                        && List.of(host.split("\\.", -1)).stream()
                                .allMatch(label -> LABEL.matcher(label).matches()),
                "The host must be a full DNS name.");
        return host;
    }

    private static void requirePublic(List<InetAddress> addresses) {
        require(
                !addresses.isEmpty() && addresses.stream().allMatch(PublicAddress::is),
                "This address is not allowed: it must be reachable on the internet.");
    }

    private static InetAddress loopback(String host) {
        return host.equals("localhost")
                ? InetAddress.getLoopbackAddress()
                : InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String withoutTrailingSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AddressRefused(otherwise);
        }
    }
}
