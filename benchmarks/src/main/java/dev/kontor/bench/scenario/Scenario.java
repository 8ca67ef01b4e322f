package dev.kontor.bench.scenario;

import dev.kontor.bench.report.Result;
import java.io.IOException;

/// Something that can be measured.
public interface Scenario {
    String name();

    /// Measures.
    ///
    /// @throws dev.kontor.bench.demo.BenchException when something stands in the way
    Result run(Workbench bench) throws IOException;
}
