package io.resolutionflow.platform.testing.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.platform.security.Requires;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The walls of docs/adr and house style as tests; a service subclasses it and names its root
 * package.
 */
public abstract class ServiceArchitectureKit {

    private final String root;
    private final JavaClasses service;

    /**
     * @param root e.g. {@code io.resolutionflow.l1walk}
     */
    protected ServiceArchitectureKit(String root) {
        this.root = root;
        this.service =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(root);
    }

    @Test
    void features_form_no_circle() {
        slices().matching(root + ".(*)..").should().beFreeOfCycles().check(service);
    }

    @Test
    void a_feature_root_knows_no_edge_of_any_feature() {
        noClasses()
                .that(resideInFeatureRoot())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        root + ".*.web..", root + ".*.messaging..", root + ".*.client..")
                .check(service);
    }

    @Test
    void a_feature_root_knows_no_web_kafka_or_http_types() {
        noClasses()
                .that(resideInFeatureRoot())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "org.apache.kafka..",
                        "feign..")
                .check(service);
    }

    @Test
    void services_know_platform_and_contracts_only() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe(
                                "belong to another service",
                                type ->
                                        type.getPackageName().startsWith("io.resolutionflow.")
                                                && !type.getPackageName().startsWith(root)
                                                && !type.getPackageName()
                                                        .startsWith("io.resolutionflow.platform")
                                                && !type.getPackageName()
                                                        .startsWith("io.resolutionflow.contracts")))
                .check(service);
    }

    @Test
    void jackson_2_databind_is_not_used() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
                .check(service);
    }

    @Test
    void nobody_but_the_platform_opens_a_connection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "javax\\.sql\\.DataSource|java\\.sql\\.(Connection|DriverManager)")
                .because("the tenant transaction is the one door to the database")
                .check(service);
    }

    @Test
    void every_endpoint_has_a_gate() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(RestController.class)
                .and(
                        DescribedPredicate.describe(
                                "are mapped",
                                (JavaMethod method) ->
                                        AnnotatedElementUtils.hasAnnotation(
                                                method.reflect(), RequestMapping.class)))
                .should(carryAGate())
                .allowEmptyShould(true)
                .check(service);
    }

    @Test
    void names_say_what_a_class_is() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|DTO|Dto)")
                .andShould()
                .haveNameNotMatching(".*\\.Base[A-Z].*")
                .check(service);
    }

    @Test
    void every_package_is_null_marked() {
        classes()
                .should(
                        new ArchCondition<JavaClass>("lie in a @NullMarked package") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                boolean marked =
                                        type.getPackage()
                                                .isAnnotatedWith(
                                                        "org.jspecify.annotations.NullMarked");
                                events.add(new SimpleConditionEvent(type, marked, type.getName()));
                            }
                        })
                .check(service);
    }

    private DescribedPredicate<JavaClass> resideInFeatureRoot() {
        return DescribedPredicate.describe(
                "reside in a feature root",
                type -> {
                    String name = type.getPackageName();
                    return name.startsWith(root + ".")
                            && !name.substring(root.length() + 1).contains(".")
                            && !name.endsWith(".config");
                });
    }

    private static ArchCondition<JavaMethod> carryAGate() {
        return new ArchCondition<>("carry @Requires or @InternalApi, itself or on its class") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean gated =
                        method.isAnnotatedWith(Requires.class)
                                || method.isAnnotatedWith(InternalApi.class)
                                || method.getOwner().isAnnotatedWith(Requires.class)
                                || method.getOwner().isAnnotatedWith(InternalApi.class);
                events.add(new SimpleConditionEvent(method, gated, method.getFullName()));
            }
        };
    }
}
