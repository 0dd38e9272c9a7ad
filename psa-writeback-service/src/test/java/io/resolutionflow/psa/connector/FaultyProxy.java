package io.resolutionflow.psa.connector;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/**
 * Stands between a connector and its peer, whoever that is, and does to requests what networks and
 * tired servers do: the same menu of faults for simulators, stubs and a real system.
 */
public final class FaultyProxy implements AutoCloseable {

    /** What happens to the next request that fits. */
    public sealed interface Fault {

        /** Closed before the peer saw it. */
        record DropBefore() implements Fault {}

        /** The peer did it; no byte of its answer arrives. */
        record DropAfter() implements Fault {}

        /** The peer did it; silence until the proxy is closed. */
        record HangAfter() implements Fault {}

        /** The peer did it; a success with a body that is none. */
        record Garbage() implements Fault {}

        /** The peer did it; its answer ends in the middle of the body. */
        record CutInside() implements Fault {}

        /** The peer did it; its answer comes in drops, without an end in sight. */
        record SlowBody() implements Fault {}

        /** The peer did it; another answer arrives. */
        record AnswerAfter(int status, String body) implements Fault {}

        /** Answered by the proxy; the peer saw nothing. */
        record AnswerInstead(int status, List<String> headers, String body) implements Fault {}
    }

    private record Armed(String method, String path, Fault fault) {}

    private final URI peer;
    private final ServerSocket server;
    private final Thread acceptor;
    private final Queue<Armed> armed = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    public FaultyProxy(URI peer) {
        this.peer = peer;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.acceptor = Thread.ofPlatform().daemon().start(this::accept);
    }

    public URI url() {
        String path = peer.getRawPath() == null ? "" : peer.getRawPath();
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next request of this method whose path holds the text. */
    public synchronized void next(String method, String path, Fault fault) {
        armed.add(new Armed(method, path, fault));
    }

    /** First lines of the requests, in their order. */
    public synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    private synchronized Fault take(String firstLine) {
        seen.add(firstLine);
        var found =
                armed.stream()
                        .filter(one ->
                                firstLine.startsWith(one.method() + " ")
                                        && firstLine.contains(one.path()))
                        .findFirst();
        found.ifPresent(armed::remove);
        return found.map(Armed::fault).orElse(null);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            byte[] request = message(new BufferedInputStream(client.getInputStream()));
            if (request.length == 0) {
                return;
            }
            String head = new String(request, StandardCharsets.ISO_8859_1);
            Fault fault = take(head.substring(0, head.indexOf("\r\n")));
            switch (fault) {
                case null -> client.getOutputStream().write(forward(request));
                case Fault.DropBefore drop -> {}
                case Fault.AnswerInstead(var status, var headers, var body) ->
                        client.getOutputStream().write(answer(status, headers, body));
                default -> after(client, forward(request), fault);
            }
            client.getOutputStream().flush();
        } catch (IOException e) {
            // the connector went away, as it may
        }
    }

    private void after(Socket client, byte[] answer, Fault fault) throws IOException {
        var out = client.getOutputStream();
        switch (fault) {
            case Fault.HangAfter hang -> sleepUntilClosed();
            case Fault.Garbage garbage ->
                    out.write(answer(200, List.of(), "<html>welcome to the proxy</html>"));
            case Fault.CutInside cut -> {
                String text = new String(answer, StandardCharsets.ISO_8859_1);
                out.write(answer, 0, text.indexOf("\r\n\r\n") + 6);
            }
            case Fault.AnswerAfter(var status, var body) ->
                    out.write(answer(status, List.of(), body));
            case Fault.SlowBody slow -> {
                out.write(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
                while (!closed(100)) {
                    out.write(' ');
                    out.flush();
                }
            }
            default -> {}
        }
    }

    private void sleepUntilClosed() {
        while (!closed(1_000)) {
            // silence
        }
    }

    private boolean closed(long millis) {
        try {
            return closing.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private byte[] forward(byte[] request) throws IOException {
        int port = peer.getPort();
        try (Socket upstream = new Socket(peer.getHost(), port)) {
            String text = new String(request, StandardCharsets.ISO_8859_1);
            String closing =
                    text.replaceFirst("(?i)\r\nconnection: [^\r\n]*", "")
                            .replaceFirst("\r\n", "\r\nConnection: close\r\n");
            upstream.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            upstream.getOutputStream().flush();
            return upstream.getInputStream().readAllBytes();
        }
    }

    private static byte[] answer(int status, List<String> headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Type: application/json\r\nConnection: close\r\nContent-Length: ")
                .append(content.length)
                .append("\r\n\r\n");
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(content);
        return all.toByteArray();
    }

    /** One request, by its length. */
    private static byte[] message(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int read;
        while (!endsHead(head) && (read = in.read()) >= 0) {
            head.write(read);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        var length =
                java.util.regex.Pattern.compile("(?i)\r\ncontent-length: (\\d+)").matcher(text);
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.toByteArray());
        if (length.find()) {
            all.writeBytes(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        return all.toByteArray();
    }

    private static boolean endsHead(ByteArrayOutputStream head) {
        byte[] bytes = head.toByteArray();
        int n = bytes.length;
        return n >= 4
                && bytes[n - 4] == '\r'
                && bytes[n - 3] == '\n'
                && bytes[n - 2] == '\r'
                && bytes[n - 1] == '\n';
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            server.close();
            // the port is free only when nobody waits on it any more
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
