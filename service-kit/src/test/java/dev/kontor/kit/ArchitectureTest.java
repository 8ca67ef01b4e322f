package dev.kontor.kit;

import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheArchitecture() {
        Architecture.of("dev.kontor.kit").check();
    }
}
