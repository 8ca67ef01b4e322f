package dev.kontor.cli;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final String ROOT = "dev.kontor.cli";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void keepsTheArchitecture() {
        var architecture = Architecture.of(ROOT);
        architecture.noCycles().check(CLASSES);
        architecture.typeNames().check(CLASSES);
        architecture.packageNames().check(CLASSES);
        architecture.nullMarked().check(CLASSES);
        architecture.noFieldInjection().check(CLASSES);
    }

    /// The command asks services over HTTP; the launcher, which runs in the same process, is its one neighbour.
    @Test
    void dependsOnNoService() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.kontor.identity..",
                        "dev.kontor.discovery..",
                        "dev.kontor.connector..",
                        "dev.kontor.transfer..",
                        "dev.kontor.gateway..")
                .check(CLASSES);
    }
}
