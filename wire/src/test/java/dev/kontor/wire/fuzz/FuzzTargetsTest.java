package dev.kontor.wire.fuzz;

import dev.kontor.testkit.fuzz.FuzzTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class FuzzTargetsTest {
    @TestFactory
    Stream<DynamicTest> holds() {
        return FuzzTests.ofThisModule();
    }
}
