package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The realm with this instance's values in its placeholders, for a Keycloak in a container. */
public final class RealmFile {

    private RealmFile() {}

    public static String of(Instance instance) throws IOException {
        String realm;
        try (var in = RealmFile.class.getResourceAsStream("/keycloak/resolutionflow-realm.json")) {
            if (in == null) {
                throw new IOException("missing in this program: the realm file");
            }
            realm = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        realm =
                realm.replace(
                        "${" + PortName.GATEWAY.variable() + "}",
                        String.valueOf(instance.ports().of(PortName.GATEWAY)));
        for (String service : KeycloakServer.SERVICES) {
            realm =
                    realm.replace(
                            "${" + KeycloakServer.secretVariable(service) + "}",
                            KeycloakServer.clientSecret(instance, service));
        }
        return realm;
    }
}
