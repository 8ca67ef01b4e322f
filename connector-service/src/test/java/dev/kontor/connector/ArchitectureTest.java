package dev.kontor.connector;

import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheArchitecture() {
        Architecture.of("dev.kontor.connector")
                .pure("dev.kontor.connector.schedule..")
                .check();
    }
}
