package dev.kontor.identity;

import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheArchitecture() {
        Architecture.of("dev.kontor.identity")
                .pure("dev.kontor.identity.pairing..", "dev.kontor.identity.rate..")
                .check();
    }
}
