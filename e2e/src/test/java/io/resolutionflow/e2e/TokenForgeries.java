package io.resolutionflow.e2e;

import io.resolutionflow.e2e.client.Json;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Tokens that must be refused everywhere: made from a sound one and from what the issuer publishes,
 * as an attacker could.
 */
final class TokenForgeries {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_URL = Base64.getUrlDecoder();

    private final String header;
    private final String claims;
    private final String signature;
    private final Map<String, Object> soundHeader;
    private final Map<String, Object> soundClaims;
    private final JsonNode publicKey;
    private final KeyPair own;
    private final Map<String, String> forged = new LinkedHashMap<>();

    private TokenForgeries(String sound, JsonNode publicKey) throws GeneralSecurityException {
        String[] parts = sound.split("\\.");
        this.header = parts[0];
        this.claims = parts[1];
        this.signature = parts[2];
        this.soundHeader = object(parts[0]);
        this.soundClaims = object(parts[1]);
        this.publicKey = publicKey;
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.own = generator.generateKeyPair();
    }

    /** By name; more than forty. */
    static Map<String, String> of(String sound, String issuer) throws GeneralSecurityException {
        JsonNode keys =
                new Gatewayless(URI.create(issuer))
                        .call("GET", issuer + "/protocol/openid-connect/certs", null, Map.of())
                        .json()
                        .path("keys");
        for (JsonNode key : keys) {
            if (key.path("alg").asString("").equals("RS256")) {
                var forgeries = new TokenForgeries(sound, key);
                forgeries.unsigned();
                forgeries.confusedAlgorithms();
                forgeries.ownKey();
                forgeries.keysNamedByTheToken();
                forgeries.changedClaims();
                forgeries.brokenForms();
                return forgeries.forged;
            }
        }
        throw new IllegalStateException("the issuer publishes no RS256 key");
    }

    private void unsigned() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "", "null")) {
            String head = encode(with(soundHeader, "alg", none));
            forged.put("alg '" + none + "', no signature", head + "." + claims + ".");
            forged.put("alg '" + none + "', old signature", head + "." + claims + "." + signature);
        }
        forged.put("signature cut off", header + "." + claims + ".");
        forged.put(
                "signature of zeros",
                header + "." + claims + "." + URL.encodeToString(new byte[256]));
        forged.put("signature shortened", header + "." + claims + "." + signature.substring(4));
        forged.put("signature of another form", header + "." + claims + "." + signature + "AAAA");
    }

    /** The public key as secret of a shared-secret algorithm. */
    private void confusedAlgorithms() throws GeneralSecurityException {
        var key =
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number("n"), number("e")));
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(key.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";
        var secrets =
                Map.of(
                        "PEM", pem.getBytes(StandardCharsets.US_ASCII),
                        "PEM without end", pem.strip().getBytes(StandardCharsets.US_ASCII),
                        "DER", key.getEncoded(),
                        "modulus", FROM_URL.decode(publicKey.path("n").asString("")),
                        "JWK", publicKey.toString().getBytes(StandardCharsets.UTF_8),
                        "certificate",
                                publicKey
                                        .at("/x5c/0")
                                        .asString("none")
                                        .getBytes(StandardCharsets.US_ASCII));
        for (var secret : secrets.entrySet()) {
            for (String bits : List.of("256", "384", "512")) {
                String head = encode(with(soundHeader, "alg", "HS" + bits));
                var mac = Mac.getInstance("HmacSHA" + bits);
                mac.init(new SecretKeySpec(secret.getValue(), "HmacSHA" + bits));
                forged.put(
                        "HS" + bits + " with the public key as " + secret.getKey(),
                        head
                                + "."
                                + claims
                                + "."
                                + URL.encodeToString(mac.doFinal(bytes(head + "." + claims))));
            }
        }
        for (String algorithm : List.of("ES256", "ES384", "EdDSA", "PS256", "RS512", "RS1")) {
            forged.put(
                    algorithm + " said, RS256 signed",
                    encode(with(soundHeader, "alg", algorithm)) + "." + claims + "." + signature);
        }
        forged.put(
                "ES256 with the psychic signature",
                encode(with(soundHeader, "alg", "ES256"))
                        + "."
                        + claims
                        + "."
                        + URL.encodeToString(new byte[64]));
    }

    private void ownKey() throws GeneralSecurityException {
        forged.put("own key under the issuer's key id", signed(soundHeader, soundClaims));
        for (String kid :
                List.of(
                        "../../../../dev/null",
                        "/dev/null",
                        "file:///etc/passwd",
                        "http://127.0.0.1:1/key",
                        "' OR '1'='1",
                        "a\u0000b",
                        "",
                        "x".repeat(2_000))) {
            forged.put(
                    "own key under '" + kid.substring(0, Math.min(20, kid.length())) + "'",
                    signed(with(soundHeader, "kid", kid), soundClaims));
        }
        var without = new LinkedHashMap<>(soundHeader);
        without.remove("kid");
        forged.put("own key without key id", signed(without, soundClaims));
        String empty = encode(with(with(soundHeader, "alg", "HS256"), "kid", "/dev/null"));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[1], "HmacSHA256"));
        forged.put(
                "empty secret at /dev/null",
                empty
                        + "."
                        + claims
                        + "."
                        + URL.encodeToString(mac.doFinal(bytes(empty + "." + claims))));
    }

    private void keysNamedByTheToken() throws GeneralSecurityException {
        var rsa = (java.security.interfaces.RSAPublicKey) own.getPublic();
        var jwk =
                Map.of(
                        "kty",
                        "RSA",
                        "kid",
                        "own",
                        "n",
                        URL.encodeToString(unsigned(rsa.getModulus())),
                        "e",
                        URL.encodeToString(unsigned(rsa.getPublicExponent())));
        forged.put(
                "key brought along (jwk)",
                signed(with(with(soundHeader, "jwk", jwk), "kid", "own"), soundClaims));
        for (String name : List.of("jku", "x5u")) {
            forged.put(
                    "key at an address (" + name + ")",
                    signed(with(soundHeader, name, "http://127.0.0.1:1/keys"), soundClaims));
        }
        forged.put(
                "certificate brought along (x5c)",
                signed(
                        with(
                                soundHeader,
                                "x5c",
                                List.of(
                                        Base64.getEncoder()
                                                .encodeToString(own.getPublic().getEncoded()))),
                        soundClaims));
        forged.put(
                "critical extension nobody knows",
                signed(
                        with(with(soundHeader, "crit", List.of("exp-free")), "exp-free", true),
                        soundClaims));
        forged.put(
                "unencoded payload",
                signed(with(with(soundHeader, "crit", List.of("b64")), "b64", false), soundClaims));
        forged.put("compressed payload", signed(with(soundHeader, "zip", "DEF"), soundClaims));
    }

    /** The issuer's signature over other claims. */
    private void changedClaims() {
        var changes = new LinkedHashMap<String, Object>();
        changes.put("account_id", "c0000000-0000-4000-8000-00000000dead");
        changes.put("sub", "00000000-0000-4000-8000-000000000000");
        changes.put("realm_access", Map.of("roles", List.of("super_admin")));
        changes.put("exp", 4_102_444_800L);
        changes.put("aud", "other");
        changes.put("iss", "http://127.0.0.1:1/realms/other");
        changes.put("azp", "handoff-service");
        changes.put("can_cover_l1", true);
        changes.put("nbf", 0);
        changes.forEach((claim, value) ->
                forged.put(
                        "other " + claim + " under the old signature",
                        header + "." + encode(with(soundClaims, claim, value)) + "." + signature));
        String text = new String(FROM_URL.decode(claims), StandardCharsets.UTF_8);
        forged.put(
                "claim twice",
                header
                        + "."
                        + URL.encodeToString(
                                bytes(
                                        text.substring(0, text.length() - 1)
                                                + ",\"account_id\":\""
                                                + Victim.ACCOUNT
                                                + "\"}"))
                        + "."
                        + signature);
        forged.put("no claims", header + "." + URL.encodeToString(bytes("{}")) + "." + signature);
    }

    private void brokenForms() {
        forged.put("nothing", "");
        forged.put("a word", "token");
        forged.put("two parts", header + "." + claims);
        forged.put("four parts", header + "." + claims + "." + signature + ".x");
        forged.put("five parts, as if encrypted", header + ".." + claims + "." + signature + ".x");
        forged.put(
                "a token within a token",
                encode(soundHeader)
                        + "."
                        + URL.encodeToString(bytes(header + "." + claims + "." + signature))
                        + "."
                        + signature);
        forged.put("claims before header", claims + "." + header + "." + signature);
        forged.put(
                "standard instead of URL letters",
                header + "." + claims + "." + signature.replace('_', '/') + "/");
        forged.put(
                "typ of another kind",
                encode(with(soundHeader, "typ", "secevent+jwt")) + "." + claims + "." + signature);
        forged.put("no header", "." + claims + "." + signature);
        forged.put("only dots", "..");
    }

    private String signed(Map<String, Object> head, Map<String, Object> body)
            throws GeneralSecurityException {
        String text = encode(head) + "." + encode(body);
        var signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(own.getPrivate());
        signer.update(bytes(text));
        return text + "." + URL.encodeToString(signer.sign());
    }

    private BigInteger number(String member) {
        return new BigInteger(1, FROM_URL.decode(publicKey.path(member).asString("")));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        var changed = new LinkedHashMap<>(map);
        changed.put(name, value);
        return changed;
    }

    private static String encode(Map<String, Object> object) {
        return URL.encodeToString(bytes(Json.write(object)));
    }

    private static Map<String, Object> object(String part) {
        var object = new LinkedHashMap<String, Object>();
        Json.read(new String(FROM_URL.decode(part), StandardCharsets.UTF_8))
                .properties()
                .forEach(entry -> object.put(entry.getKey(), entry.getValue()));
        return object;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
