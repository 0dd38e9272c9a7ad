package io.resolutionflow.platform.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body can be read by the controller and again for its hash; read when the first of
 * them asks, so that a refusal before needs no body.
 */
class BufferedBodyRequest extends HttpServletRequestWrapper {

    private byte @Nullable [] body;

    BufferedBodyRequest(HttpServletRequest request) {
        super(request);
    }

    byte[] bytes() throws IOException {
        byte[] read = body;
        if (read == null) {
            read = getRequest().getInputStream().readAllBytes();
            body = read;
        }
        return read;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        var bytes = new ByteArrayInputStream(bytes());
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new IllegalStateException("a buffered body is read synchronously");
            }
        };
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
