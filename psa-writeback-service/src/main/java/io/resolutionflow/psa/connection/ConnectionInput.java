package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.egress.AddressRefused;
import io.resolutionflow.platform.egress.AddressRules;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import io.resolutionflow.psa.connector.ConnectionForm;
import io.resolutionflow.psa.connector.Connectors;
import io.resolutionflow.psa.connector.Provider;
import io.resolutionflow.psa.secret.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Checks what an administrator typed for a connection, before anything is stored or called. */
@Component
class ConnectionInput {

    private static final int LONGEST_CONFIG = 200;
    private static final int LONGEST_CREDENTIAL = 500;
    private static final Pattern WORD = Pattern.compile("[^\\p{Cntrl}+:\\s]+");
    private static final Pattern TEXT =
            Pattern.compile("[^\\p{Cntrl}]*[^\\p{Cntrl}\\s][^\\p{Cntrl}]*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Connectors connectors;
    private final AddressRules addresses;

    ConnectionInput(Connectors connectors, AddressRules addresses) {
        this.connectors = connectors;
        this.addresses = addresses;
    }

    /**
     * @throws DomainException 422 for a name that is none
     */
    Provider provider(String name) {
        return Provider.fromWireName(name)
                .orElseThrow(() ->
                        DomainException.invalid(
                                "provider", "invalid_value", "There is no such ticketing system."));
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
            } else {
                problem(field.kind(), value)
                        .ifPresent(code ->
                                problems.add(
                                        new FieldProblem(name, code, "This value is not usable.")));
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

    private static Optional<String> problem(ConnectionForm.Kind kind, JsonNode value) {
        boolean number = kind == ConnectionForm.Kind.NUMBER && value.isIntegralNumber();
        boolean type = kind == ConnectionForm.Kind.FLAG ? value.isBoolean() : value.isString();
        if (!type && !number) {
            return Optional.of("invalid_type");
        }
        String text = value.asString();
        boolean form =
                text.length() <= LONGEST_CONFIG
                        && switch (kind) {
                            case WORD -> WORD.matcher(text).matches();
                            case TEXT -> TEXT.matcher(text).matches();
                            case NUMBER -> NUMBER.matcher(text).matches();
                            case FLAG -> true;
                        };
        return form ? Optional.empty() : Optional.of("invalid_format");
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
                    form.vendorSuffixes().isEmpty()
                            || form.vendorSuffixes().stream()
                                    .anyMatch(suffix -> uri.getHost().endsWith("." + suffix));
            // plain http passes for a simulator on the own machine alone
            if (!vendors
                    && !"http".equals(uri.getScheme())
                    && !config.path("own_host").asBoolean(false)) {
                throw new AddressRefused(
                        form.config().stream().anyMatch(field -> field.name().equals("own_host"))
                                ? "This is not an address of the vendor's cloud. Mark the connection as own host if the system runs on yours."
                                : "This is not an address of the vendor's cloud.");
            }
            return uri.toString();
        } catch (AddressRefused e) {
            throw DomainException.unprocessable("url_not_allowed", String.valueOf(e.getMessage()))
                    .with("field", "base_url");
        }
    }
}
