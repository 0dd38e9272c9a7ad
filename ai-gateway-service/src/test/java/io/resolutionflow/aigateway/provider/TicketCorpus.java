package io.resolutionflow.aigateway.provider;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Synthetic tickets, the same in every run: what an engineer writes about an incident, with things
 * in it that must not leave, and things that only look like them.
 */
final class TicketCorpus {

    /**
     * Something that has to be taken out.
     *
     * @param kind of the placeholder
     */
    record Planted(String kind, String text) {}

    record Ticket(String text, List<Planted> planted, List<String> harmless) {}

    private static final String[] OPENINGS = {
        "User cannot print since this morning. ",
        "VPN connects but the shared drive does not open. ",
        "Outlook asks for the password again and again. ",
        "Kein Zugriff auf das Laufwerk seit dem Update. ",
        "The scanner sends nothing to the folder. ",
        "Laptop is slow after the patch of 12/11/2026. "
    };
    private static final String[] NAMES = {
        "jo", "anna.berg", "m.ortiz", "o'neil", "li_wei", "it-desk"
    };
    private static final String[] DOMAINS = {
        "acme.test", "northwind.example.com", "kanzlei-berg.de"
    };

    private final Random random;

    private TicketCorpus(long seed) {
        this.random = new Random(seed);
    }

    static List<Ticket> of(int tickets, long seed) {
        var corpus = new TicketCorpus(seed);
        var all = new ArrayList<Ticket>();
        for (int i = 0; i < tickets; i++) {
            all.add(corpus.ticket(i));
        }
        return all;
    }

    private Ticket ticket(int n) {
        var text = new StringBuilder(pick(OPENINGS));
        var planted = new ArrayList<Planted>();
        for (int i = 0; i < 3; i++) {
            Planted one = planted((n * 3 + i) % 12);
            planted.add(one);
            text.append(lead(one.kind()))
                    .append(one.text())
                    .append(random.nextBoolean() ? ". " : "\n");
        }
        var harmless = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            String word = harmless((n * 4 + i) % 14);
            harmless.add(word);
            text.append("Also noted: ").append(word).append(" . ");
        }
        return new Ticket(text.toString(), planted, harmless);
    }

    private String lead(String kind) {
        return switch (kind) {
            case "email" -> "Mail to ";
            case "phone" -> "Call back on ";
            case "card" -> "Paid with card ";
            case "iban" -> "Refund to ";
            case "ip" -> "Seen from ";
            case "mac" -> "Adapter ";
            default -> "They sent us ";
        };
    }

    private Planted planted(int kind) {
        return switch (kind) {
            case 0 -> new Planted("email", pick(NAMES) + random.nextInt(100) + "@" + pick(DOMAINS));
            case 1 -> new Planted("phone", phone());
            case 2 -> new Planted("card", card());
            case 3 -> new Planted("iban", iban());
            case 4 -> new Planted("ip", "10." + octet() + "." + octet() + "." + octet());
            case 5 -> new Planted("ip", "2001:db8:" + hex(4) + ":" + hex(4) + "::" + hex(3));
            case 6 -> new Planted("mac", mac());
            case 7 ->
                    new Planted(
                            "secret",
                            "eyJ" + base64(20) + "." + "eyJ" + base64(40) + "." + base64(43));
            case 8 ->
                    new Planted(
                            "secret",
                            "-----BEGIN RSA PRIVATE KEY-----\n"
                                    + base64(64)
                                    + "\n"
                                    + base64(64)
                                    + "\n-----END RSA PRIVATE KEY-----");
            case 9 -> new Planted("secret", "sk-" + base64(40).replace('-', 'x').replace('_', 'y'));
            case 10 ->
                    new Planted("secret", "ghp_" + base64(36).replace('-', 'x').replace('_', 'y'));
            default -> new Planted("secret", "AKIA" + upper(16));
        };
    }

    private String harmless(int kind) {
        return switch (kind) {
            case 0 -> "build 10.0.22631";
            case 1 -> "error 0x80070035";
            case 2 -> "ticket T20261120." + (1000 + random.nextInt(9000));
            case 3 -> "20 Nov 2026 at 14:05:33";
            case 4 -> "serial 5CG" + random.nextInt(1_000_000);
            case 5 -> "version 4.1.1";
            case 6 -> "KB50" + (10_000 + random.nextInt(89_999));
            case 7 -> "2026-11-20T14:05:00Z";
            case 8 -> "invoice 2026-" + random.nextInt(100_000);
            case 9 -> "the password is wrong";
            case 10 -> "port 3389 and 445";
            case 11 -> "order 4111 1111 1111 1112";
            case 12 -> "7 of 12 users, 45 minutes, 3.5 GB";
            default -> "the file report_final.docx";
        };
    }

    private String phone() {
        return switch (random.nextInt(4)) {
            case 0 -> "+49 30 " + digits(7);
            case 1 -> "+1 (555) " + digits(3) + "-" + digits(4);
            case 2 -> "0" + (random.nextInt(800) + 100) + " " + digits(7);
            default -> "555-" + (random.nextInt(800) + 100) + "-" + digits(4);
        };
    }

    private String card() {
        String body = "4" + digits(14);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(i) - '0';
            int weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        String card = body + (10 - sum % 10) % 10;
        return random.nextBoolean() ? card : card.replaceAll("(\\d{4})(?=\\d)", "$1 ");
    }

    private String iban() {
        String account = digits(18);
        int check = 98 - new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValue();
        String iban = "DE" + String.format("%02d", check) + account;
        return random.nextBoolean() ? iban : iban.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private String mac() {
        String separator = random.nextBoolean() ? ":" : "-";
        var mac = new StringBuilder(hex(2));
        for (int i = 0; i < 5; i++) {
            mac.append(separator).append(hex(2));
        }
        return mac.toString();
    }

    private int octet() {
        return random.nextInt(256);
    }

    private String digits(int count) {
        return random(count, "0123456789");
    }

    private String hex(int count) {
        return random(count, "0123456789abcdef");
    }

    private String upper(int count) {
        return random(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    }

    private String base64(int count) {
        return random(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    }

    private String random(int count, String from) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
