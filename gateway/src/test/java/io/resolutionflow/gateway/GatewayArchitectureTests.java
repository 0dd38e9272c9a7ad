package io.resolutionflow.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class GatewayArchitectureTests {

    private final JavaClasses gateway =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.resolutionflow.gateway");

    @Test
    void rooms_form_no_circle() {
        slices().matching("io.resolutionflow.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .check(gateway);
    }

    @Test
    void the_gateway_holds_no_state_and_no_servlet() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..",
                        "java.sql..",
                        "org.apache.kafka..",
                        "jakarta.servlet..")
                .check(gateway);
    }

    @Test
    void jackson_2_databind_is_not_used() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..")
                .check(gateway);
    }
}
