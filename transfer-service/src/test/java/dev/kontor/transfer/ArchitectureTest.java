package dev.kontor.transfer;

import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheArchitecture() {
        Architecture.of("dev.kontor.transfer")
                .pure(
                        "dev.kontor.transfer.http..",
                        "dev.kontor.transfer.frame..",
                        "dev.kontor.transfer.session..",
                        "dev.kontor.transfer.throttle..")
                .check();
    }
}
