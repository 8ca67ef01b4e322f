package dev.kontor.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.kontor.testkit.broken";

    private final Architecture architecture = Architecture.of(ROOT).pure(ROOT + "..");
    private final JavaClasses broken = new ClassFileImporter().importPackages(ROOT);

    @Test
    void keepsItsOwnRules() {
        Architecture.of("dev.kontor.testkit").check();
    }

    @Test
    void findsEachBreach() {
        finds(architecture.purity(), "Instant.now()");
        finds(architecture.noCycles(), "Cycle detected");
        finds(architecture.typeNames(), "WestManager");
        finds(architecture.packageNames(), "Parcel");
        finds(architecture.nullMarked(), "unmarked");
        assertDoesNotThrow(() -> architecture.noFieldInjection().check(broken));
        assertDoesNotThrow(() -> architecture.noOtherService().check(broken));
    }

    private void finds(ArchRule rule, String breach) {
        AssertionError found = assertThrows(AssertionError.class, () -> rule.check(broken));
        assertTrue(String.valueOf(found.getMessage()).contains(breach), found.getMessage());
    }
}
