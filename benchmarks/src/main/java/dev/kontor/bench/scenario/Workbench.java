package dev.kontor.bench.scenario;

import dev.kontor.bench.demo.Stage;
import java.util.Optional;
import java.util.function.Consumer;

/// What a scenario works with.
///
/// @param quick few and small, to see that it works; the figures mean little
/// @param mebibytes how large the main file is to be, for scenarios that leave the choice
/// @param say is told what goes on
public record Workbench(Stage stage, boolean quick, Optional<Integer> mebibytes, Consumer<String> say) {
    /// A number for a real measurement, and one for a quick look.
    public int choose(int real, int little) {
        return quick ? little : real;
    }
}
