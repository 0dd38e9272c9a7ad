package io.resolutionflow.session.similar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTests {

    private final Redaction redaction =
            new Redaction(List.of("Dana Reyes", "Jörg Müller"), "Initrode GmbH", "PC-114", "1042");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dana called Jörg Müller|[name] called [name]",
                "At Initrode  GmbH the pc-114 hangs|At [client] the [asset] hangs",
                "Mail to a.b+c@mail.initrode.test now|Mail to [email] now",
                "Host 10.20.30.40/24 and fe80::1:2 answer|Host [ip] and [ip] answer",
                "Share \\\\srv-file01\\docs\\x is gone|Share [path] is gone",
                "See https://intranet/wiki?x=1 first|See [link] first",
                "DC SRV-DC01 and fs.corp.local are down|DC [host] and [host] are down",
                "Call +49 30 1234567 or 030/123 456 78|Call [phone] or [phone]",
                "Ticket 1042 and INC0012345 closed|Ticket [ticket] and [ticket] closed",
                "Serial number 5CG1234ABC replaced|[serial] replaced",
                "MAC 00:1A:2B:3C:4D:5E seen|MAC [mac] seen"
            })
    void who_and_where_becomes_a_placeholder(String text, String expected) {
        assertThat(redaction.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error 0x8007045b in outlook.exe",
                "Windows 11 24H2 with KB5031455",
                "Waited 30 minutes, then 2 restarts at 14:03:09 on 2026-11-20",
                "Version 10.0.19045.3693 of the client",
                "Renewed the certificate and cleared the cache"
            })
    void what_was_done_stays_readable(String text) {
        assertThat(redaction.of(text)).isEqualTo(text);
    }

    @Test
    void nothing_stays_nothing() {
        assertThat(redaction.of(null)).isNull();
    }
}
