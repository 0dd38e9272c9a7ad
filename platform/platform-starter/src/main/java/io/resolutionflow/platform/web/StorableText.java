package io.resolutionflow.platform.web;

import io.resolutionflow.platform.problem.DomainException;
import java.beans.PropertyEditorSupport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses what a caller can send and no text can keep: the character zero, which JSON may carry but
 * PostgreSQL keeps neither in a text nor in JSON, and half a surrogate pair, which would be stored
 * as a question mark. 400 {@code malformed_request} in a body, 422 in the address.
 */
@ControllerAdvice
class StorableText extends RequestBodyAdviceAdapter {

    private static final int ESCAPE = 6;

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        return AbstractJacksonHttpMessageConverter.class.isAssignableFrom(converter);
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        byte[] body = message.getBody().readAllBytes();
        if (holdsUnstorable(body)) {
            throw new DomainException(
                    400,
                    "malformed_request",
                    "The request holds the character U+0000 or half a surrogate pair, which no"
                            + " text can have.");
        }
        return new Read(message.getHeaders(), body);
    }

    @InitBinder
    void refuseInParameters(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new Text());
    }

    /**
     * Looks at bytes, so that names of members count too. A zero byte stands in no JSON of UTF-8;
     * an escape begins at a backslash that is not itself escaped.
     */
    static boolean holdsUnstorable(byte[] json) {
        int i = 0;
        while (i < json.length) {
            if (json[i] == 0) {
                return true;
            }
            if (json[i] != '\\') {
                i++;
                continue;
            }
            int unit = escaped(json, i);
            boolean pair =
                    unit >= 0
                            && Character.isHighSurrogate((char) unit)
                            && Character.isLowSurrogate((char) escaped(json, i + ESCAPE));
            if (unit == 0 || !pair && unit > 0 && Character.isSurrogate((char) unit)) {
                return true;
            }
            i += pair ? 2 * ESCAPE : 2;
        }
        return false;
    }

    /** The unit that an escape of six characters stands for; -1 where there is none. */
    private static int escaped(byte[] json, int at) {
        if (at + ESCAPE > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    private record Read(HttpHeaders headers, byte[] body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    private static final class Text extends PropertyEditorSupport {

        @Override
        public void setAsText(String text) {
            if (text.indexOf(0) >= 0) {
                throw new IllegalArgumentException("holds the character U+0000");
            }
            setValue(text);
        }
    }
}
