package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.session.upload.Attachment;
import io.resolutionflow.session.upload.Attachments;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Files (contract-sessions §4.8), kind ones and others. */
class UploadIT extends RunningService {

    private static final String U = "/api/v1/uploads";
    private static final int MIB = 1024 * 1024;

    @Autowired private Attachments attachments;

    @Test
    void what_a_file_is_tell_its_bytes_and_never_its_name() {
        UUID id = chat(dana);
        Map<String, byte[]> kinds =
                Map.of(
                        "image/png", Files.image("png", 20, 10),
                        "image/jpeg", Files.image("jpeg", 20, 10),
                        "image/gif", Files.image("gif", 20, 10),
                        "image/webp", Files.WEBP,
                        "application/pdf", Files.pdf("Event 4625"),
                        "text/plain", Files.bytes("2026-11-20 14:03 ERROR 0x8007045b"));
        kinds.forEach((type, bytes) -> {
            Answer stored = upload(dana, id, "report.txt", bytes);
            assertThat(stored.status()).as(type + stored.body()).isEqualTo(201);
            assertThat(stored.text("content_type")).isEqualTo(type);
            assertThat(stored.json().path("has_text").asBoolean())
                    .isEqualTo(!type.startsWith("image/"));
        });
        assertThat(
                        upload(dana, id, "a.csv", Files.bytes("host,ip\nPC-114,10.0.0.4"))
                                .text("content_type"))
                .isEqualTo("text/csv");
        Answer list = get(dana, U + "?session_id=" + id);
        assertThat(list.json()).hasSize(7);
        assertThat(list.json().get(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "session_id",
                        "filename",
                        "content_type",
                        "size_bytes",
                        "sha256",
                        "has_text",
                        "created_at");
    }

    @Test
    void files_in_disguise_are_refused() {
        UUID id = chat(dana);
        byte[] png = Files.image("png", 4, 4);
        Map<String, byte[]> attacks =
                Map.ofEntries(
                        Map.entry("program.png", Files.bytes("MZ\u0000\u0003\u0000\u0000\u0000")),
                        Map.entry("archive.pdf", Files.bytes("PK\u0003\u0004\u0014\u0000")),
                        Map.entry(
                                "page.png",
                                Files.bytes(
                                        "<!DOCTYPE html><html><script>alert(1)</script></html>")),
                        Map.entry(
                                "late.txt",
                                Files.bytes(
                                        "\n <!-- x --><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")),
                        Map.entry("xml.svg", Files.bytes("<?xml version='1.0'?><svg/>")),
                        Map.entry("only-magic.png", java.util.Arrays.copyOf(png, 8)),
                        Map.entry(
                                "cut.jpg",
                                java.util.Arrays.copyOf(Files.image("jpeg", 40, 40), 60)),
                        Map.entry("late.pdf", Files.bytes("\u0000 %PDF-1.7")),
                        Map.entry("empty.webp", Files.bytes("RIFF\u0004\u0000\u0000\u0000WEBP")),
                        Map.entry("broken.pdf", Files.bytes("%PDF-1.7 nothing else")),
                        Map.entry("huge.png", claiming(png, 60_000, 60_000)));
        attacks.forEach((name, bytes) -> {
            Answer refused = upload(dana, id, name, bytes);
            assertThat(refused.status()).as(name + refused.body()).isEqualTo(422);
            assertThat(refused.code()).as(name).isEqualTo("file_type_not_allowed");
        });
        assertThat(get(dana, U + "?session_id=" + id).json()).isEmpty();
    }

    @Test
    void a_picture_keeps_its_pixels_and_nothing_else() {
        UUID id = chat(dana);
        byte[] payload = Files.bytes("PK\u0003\u0004<script>alert('polyglot')</script>");
        Map<String, byte[]> polyglots =
                Map.of(
                        "a.png", Files.joined(Files.image("png", 9, 9), payload),
                        "a.gif", Files.joined(Files.image("gif", 9, 9), payload),
                        "a.webp", Files.joined(Files.WEBP, payload),
                        "a.jpg", withRemark(Files.image("jpeg", 9, 9), payload));
        polyglots.forEach((name, bytes) -> {
            Answer stored = upload(dana, id, name, bytes);
            assertThat(stored.status()).as(name + stored.body()).isEqualTo(201);
            HttpResponse<byte[]> content = content(dana, stored.id("id"));
            assertThat(new String(content.body(), StandardCharsets.ISO_8859_1))
                    .as(name)
                    .doesNotContain("polyglot");
            assertThat(content.body()).hasSize(stored.json().path("size_bytes").asInt());
            assertThat(content.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(content.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("inline");
        });
        Answer pdf = upload(dana, id, "p.pdf", Files.joined(Files.pdf("x"), payload));
        HttpResponse<byte[]> content = content(dana, pdf.id("id"));
        assertThat(content.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(content.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(content.headers().firstValue("Cache-Control").orElse("")).contains("private");
    }

    @Test
    void kd_23_a_bomb_of_a_pdf_harms_nobody_and_a_long_one_is_read_to_page_50() {
        UUID id = chat(dana);
        Answer bomb = upload(dana, id, "bomb.pdf", Files.pdfBomb(900));
        assertThat(bomb.status()).as(bomb.body()).isEqualTo(201);
        assertThat(bomb.json().path("has_text").asBoolean()).isFalse();
        assertThat(
                        upload(dana, id, "locked.pdf", Files.lockedPdf())
                                .json()
                                .path("has_text")
                                .asBoolean())
                .isFalse();

        var pages = new String[60];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = "page number " + (i + 1) + ".";
        }
        UUID pdf = upload(dana, id, "long.pdf", Files.pdf(pages)).id("id");
        String text = String.valueOf(read(pdf).text());
        assertThat(text).contains("page number 50.").doesNotContain("page number 51.");
    }

    @Test
    void kd_23_a_huge_text_reaches_a_prompt_with_its_ends_only_and_a_picture_at_most_1568_wide() {
        UUID id = chat(dana);
        String text = "first line\n" + "x".repeat(MIB - 40) + "\nlast line";
        UUID log = upload(dana, id, "a.log", Files.bytes(text)).id("id");
        assertThat(read(log).text())
                .hasSizeLessThanOrEqualTo(24_000)
                .startsWith("first line")
                .endsWith("last line");

        UUID cp1252 =
                upload(
                                dana,
                                id,
                                "b.txt",
                                "Gerät läuft nicht"
                                        .getBytes(java.nio.charset.Charset.forName("windows-1252")))
                        .id("id");
        assertThat(read(cp1252).text()).isEqualTo("Gerät läuft nicht");

        UUID wide = upload(dana, id, "w.png", Files.image("png", 4000, 20)).id("id");
        var image = read(wide).image();
        assertThat(image).isNotNull();
        byte[] scaled = java.util.Base64.getDecoder().decode(image.base64());
        assertThat(java.nio.ByteBuffer.wrap(scaled).getInt(16)).isEqualTo(1568);
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, text, 201, 0",
        "1048577, text, 413, 1048576",
        "5242881, text, 413, 5242880"
    })
    void sizes_at_their_edge(int size, String kind, int status, long limit) {
        UUID id = chat(dana);
        Answer answer = upload(dana, id, "a.log", Files.bytes("y".repeat(size)));
        assertThat(answer.status()).as(kind + answer.body()).isEqualTo(status);
        if (status == 413) {
            assertThat(answer.code()).isEqualTo("file_too_large");
            assertThat(answer.json().path("limit_bytes").asLong()).isEqualTo(limit);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../etc/passwd|passwd",
                "C:\\\\Users\\\\d\\\\log.txt|log.txt",
                "invoice\u202Egpj.exe|invoicegpj.exe",
                "..|file",
                "a\u0000b\u0007c.txt|abc.txt",
                "Übersicht 😀.csv|Übersicht 😀.csv"
            })
    void a_name_keeps_its_last_part_and_printable_characters(String given, String kept) {
        assertThat(io.resolutionflow.session.upload.content.FileName.of(given)).isEqualTo(kept);
    }

    @Test
    void only_the_handler_uploads_readers_read_and_to_others_nothing_is_there() {
        UUID id = chat(dana);
        byte[] text = Files.bytes("hello world");
        UUID mine = upload(dana, id, "a.txt", text).id("id");
        UUID loose = upload(dana, null, "b.txt", text).id("id");

        assertThat(upload(viewer, id, "a.txt", text).code()).isEqualTo("role_required");
        assertThat(upload(kim, id, "a.txt", text).code()).isEqualTo("not_found");
        for (TestPerson other : List.of(kim, viewer, stranger)) {
            String absent = get(other, U + "/" + UUID.randomUUID() + "/url").withoutTrace();
            for (UUID file : List.of(mine, loose)) {
                assertThat(get(other, U + "/" + file + "/url").withoutTrace()).isEqualTo(absent);
                assertThat(get(other, U + "/" + file + "/content?exp=1&sig=x").withoutTrace())
                        .isEqualTo(absent);
                assertThat(delete(other, U + "/" + file).withoutTrace()).isEqualTo(absent);
            }
            assertThat(get(other, U + "?session_id=" + id).code()).isEqualTo("not_found");
        }
        escalate(dana, id);
        assertThat(upload(kim, id, "a.txt", text).code()).isEqualTo("not_session_handler");
        assertThat(content(kim, mine).body()).isEqualTo(text);
        assertThat(delete(kim, U + "/" + mine).status()).isEqualTo(403);
        assertThat(get(kim, U + "/" + loose + "/url").code()).isEqualTo("not_found");
        assertThat(content(dana, loose).body()).isEqualTo(text);
    }

    @Test
    void a_link_that_was_altered_or_is_old_is_404() {
        UUID file = upload(dana, null, "a.txt", Files.bytes("hello")).id("id");
        Answer link = get(dana, U + "/" + file + "/url");
        String url = link.text("url");
        assertThat(url).startsWith(U + "/" + file + "/content?exp=");
        assertThat(java.time.Instant.parse(link.text("expires_at")))
                .isAfter(java.time.Instant.now().plusSeconds(3500));
        assertThat(get(dana, url).status()).isEqualTo(200);
        for (String wrong :
                List.of(
                        url + "x",
                        url.replaceAll("exp=\\d+", "exp=1"),
                        url.replaceAll("exp=\\d+", "exp=99999999999"),
                        U + "/" + file + "/content")) {
            assertThat(get(dana, wrong).status()).as(wrong).isEqualTo(404);
        }
    }

    @Test
    void the_21st_file_of_a_session_is_refused_and_a_deleted_one_makes_room() {
        UUID id = chat(dana);
        UUID first = upload(dana, id, "0.txt", Files.bytes("text 0")).id("id");
        for (int i = 1; i < 20; i++) {
            assertThat(upload(dana, id, i + ".txt", Files.bytes("text " + i)).status())
                    .isEqualTo(201);
        }
        assertThat(upload(dana, id, "x.txt", Files.bytes("one more")).code())
                .isEqualTo("upload_limit_reached");

        assertThat(delete(dana, U + "/" + first).status()).isEqualTo(204);
        assertThat(delete(dana, U + "/" + first).status()).isEqualTo(404);
        assertThat(upload(dana, id, "x.txt", Files.bytes("one more")).status()).isEqualTo(201);
        assertThat(
                        count(
                                "select count(*) from file_upload_chunk where account_id = ? and upload_id = ?",
                                account,
                                first))
                .isZero();

        UUID last =
                get(dana, U + "?session_id=" + id)
                        .json()
                        .get(0)
                        .path("id")
                        .asString("")
                        .transform(UUID::fromString);
        post(dana, S + "/" + id + "/abandon", "{}");
        assertThat(delete(dana, U + "/" + last).code()).isEqualTo("invalid_session_status");
        assertThat(upload(dana, id, "x.txt", Files.bytes("late")).code())
                .isEqualTo("invalid_session_status");
    }

    @Test
    void what_cannot_be_read_as_a_form_is_told_apart() {
        assertThat(post(dana, U, "{}").code()).isEqualTo("malformed_request");
        assertThat(post(viewer, U, "{oops").code()).isEqualTo("role_required");
        Answer nothing = send(dana, "--b--\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(nothing.status()).as(nothing.body()).isEqualTo(422);
        Answer garbage = send(dana, Files.bytes("no form at all"));
        assertThat(garbage.status()).as(garbage.body()).isIn(400, 422);
        assertThat(send(viewer, Files.bytes("no form at all")).code()).isEqualTo("role_required");
        Answer noBoundary = send(dana, "multipart/form-data", Files.bytes("--b"));
        assertThat(noBoundary.status()).as(noBoundary.body()).isEqualTo(400);
        assertThat(noBoundary.code()).isEqualTo("malformed_request");
        assertThat(get(dana, U).status()).isEqualTo(422);
        assertThat(get(dana, U + "?session_id=7").status()).isEqualTo(422);
    }

    @Test
    void files_nobody_linked_go_after_a_day() {
        UUID file = upload(dana, null, "a.txt", Files.bytes("hello")).id("id");
        rows().update(
                        "update file_upload set created_at = now() - interval '25 hours' where account_id = ? and id = ?",
                        account,
                        file);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        count(
                                                "select count(*) from file_upload where account_id = ? and id = ?",
                                                account,
                                                file))
                                .isZero());
    }

    private Attachment read(UUID id) {
        return TenantContext.call(account, () -> attachments.read(List.of(id))).getFirst();
    }

    private HttpResponse<byte[]> content(TestPerson who, UUID id) {
        Answer link = get(who, U + "/" + id + "/url");
        assertThat(link.status()).as(link.body()).isEqualTo(200);
        HttpResponse<byte[]> content =
                ServiceClient.send(
                        request(who, link.text("url")).GET().build(), BodyHandlers.ofByteArray());
        assertThat(content.statusCode()).isEqualTo(200);
        return content;
    }

    private Answer upload(TestPerson who, @Nullable UUID session, String name, byte[] bytes) {
        var body = new ByteArrayOutputStream();
        if (session != null) {
            body.writeBytes(
                    Files.bytes(
                            "--b\r\nContent-Disposition: form-data; name=\"session_id\"\r\n\r\n"
                                    + session
                                    + "\r\n"));
        }
        body.writeBytes(
                Files.bytes(
                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                + name
                                + "\"\r\nContent-Type: image/png\r\n\r\n"));
        body.writeBytes(bytes);
        body.writeBytes(Files.bytes("\r\n--b--\r\n"));
        return send(who, body.toByteArray());
    }

    private Answer send(TestPerson who, byte[] body) {
        return send(who, "multipart/form-data; boundary=b", body);
    }

    private Answer send(TestPerson who, String contentType, byte[] body) {
        return ServiceClient.send(
                request(who, U)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    /** A picture whose head claims another size. */
    private static byte[] claiming(byte[] png, int width, int height) {
        byte[] lying = png.clone();
        java.nio.ByteBuffer.wrap(lying).putInt(16, width).putInt(20, height);
        var crc = new java.util.zip.CRC32();
        crc.update(lying, 12, 17);
        java.nio.ByteBuffer.wrap(lying).putInt(29, (int) crc.getValue());
        return lying;
    }

    /** A JPEG with a remark behind its first marker. */
    private static byte[] withRemark(byte[] jpeg, byte[] remark) {
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xff);
        out.write(0xfe);
        out.write((remark.length + 2) >> 8);
        out.write((remark.length + 2) & 0xff);
        out.writeBytes(remark);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
