package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import io.resolutionflow.psa.address.AddressRefused;
import io.resolutionflow.psa.address.AddressRules;
import io.resolutionflow.psa.connector.ConnectionForm;
import io.resolutionflow.psa.connector.Connectors;
import io.resolutionflow.psa.connector.Provider;
import io.resolutionflow.psa.secret.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Checks what an administrator typed for a connection, before anything is stored or called. */
@Component
class ConnectionInput {

    private static final int LONGEST_CONFIG = 200;
    private static final int LONGEST_CREDENTIAL = 500;
    private static final Pattern COMPANY = Pattern.compile("[^\\p{Cntrl}+:\\s]+");

    private final Connectors connectors;
    private final AddressRules addresses;

    ConnectionInput(Connectors connectors, AddressRules addresses) {
        this.connectors = connectors;
        this.addresses = addresses;
    }

    /**
     * @throws DomainException 422 for a name that is none, and for a ticketing system this release
     *     cannot talk to yet
     */
    Provider provider(String name) {
        Provider provider =
                Provider.fromWireName(name)
                        .orElseThrow(() ->
                                DomainException.invalid(
                                        "provider",
                                        "invalid_value",
                                        "There is no such ticketing system."));
        if (connectors.of(provider).isEmpty()) {
            throw DomainException.invalid(
                    "provider",
                    "provider_not_available",
                    "This release connects to ConnectWise only; " + name + " will follow.");
        }
        return provider;
    }

    /** Missing and unknown fields; {@code partial} for a change that may leave credentials out. */
    void checkFields(
            Provider provider, JsonNode config, Map<String, Secret> credentials, boolean partial) {
        ConnectionForm form = connectors.required(provider).form();
        var problems = new ArrayList<FieldProblem>();
        checkConfig(form, config, problems);
        checkCredentials(form, credentials, partial, problems);
        if (!problems.isEmpty()) {
            throw DomainException.invalid(problems);
        }
    }

    private static void checkConfig(
            ConnectionForm form, JsonNode config, List<FieldProblem> problems) {
        if (!config.isObject()) {
            problems.add(new FieldProblem("config", "invalid_type", "This must be an object."));
            return;
        }
        for (ConnectionForm.Field field : form.config()) {
            JsonNode value = config.path(field.name());
            String name = "config." + field.name();
            if (value.isMissingNode() || value.isNull()) {
                if (field.required()) {
                    problems.add(new FieldProblem(name, "required", "This value is needed."));
                }
            } else if (field.kind().equals("flag") ? !value.isBoolean() : !value.isString()) {
                problems.add(
                        new FieldProblem(
                                name,
                                "invalid_type",
                                "This value does not have the expected type."));
            } else if (value.isString()
                    && (value.asString().length() > LONGEST_CONFIG
                            || !COMPANY.matcher(value.asString()).matches())) {
                problems.add(new FieldProblem(name, "invalid_format", "This value is not usable."));
            }
        }
        var known = form.config().stream().map(ConnectionForm.Field::name).toList();
        config.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name ->
                        problems.add(
                                new FieldProblem(
                                        "config." + name,
                                        "unknown_field",
                                        "There is no such field.")));
    }

    private static void checkCredentials(
            ConnectionForm form,
            Map<String, Secret> credentials,
            boolean partial,
            List<FieldProblem> problems) {
        for (String name : form.credentials()) {
            if (!partial && !credentials.containsKey(name)) {
                problems.add(
                        new FieldProblem(
                                "credentials." + name, "required", "This value is needed."));
            }
        }
        credentials.forEach((name, secret) -> {
            String field = "credentials." + name;
            if (!form.credentials().contains(name) && !form.optionalCredentials().contains(name)) {
                problems.add(new FieldProblem(field, "unknown_field", "There is no such field."));
            } else if (!usable(secret)) {
                problems.add(
                        new FieldProblem(
                                field, "invalid_format", "This value is empty or not usable."));
            }
        });
    }

    @SuppressWarnings("ConstantValue") // JSON null arrives as a null value
    private static boolean usable(@Nullable Secret secret) {
        return secret != null
                && !secret.reveal().isBlank()
                && secret.reveal().length() <= LONGEST_CREDENTIAL
                && secret.reveal().chars().noneMatch(Character::isISOControl);
    }

    /**
     * @return the address in normal form; null where the provider finds its own and none was typed
     */
    @Nullable String address(Provider provider, @Nullable String typed, JsonNode config) {
        ConnectionForm form = connectors.required(provider).form();
        if (typed == null || typed.isBlank()) {
            if (form.baseUrlRequired()) {
                throw DomainException.invalid("base_url", "required", "This value is needed.");
            }
            return null;
        }
        try {
            URI uri = addresses.checkTyped(typed.strip());
            boolean vendors =
                    form.vendorSuffixes().stream()
                            .anyMatch(suffix -> uri.getHost().endsWith("." + suffix));
            if (!vendors
                    && !addresses.isLocalSimulator(uri)
                    && !config.path("own_host").asBoolean(false)) {
                throw new AddressRefused(
                        "This is not an address of the vendor's cloud. Mark the connection as own host if the system runs on yours.");
            }
            return uri.toString();
        } catch (AddressRefused e) {
            throw DomainException.unprocessable("url_not_allowed", String.valueOf(e.getMessage()))
                    .with("field", "base_url");
        }
    }
}
