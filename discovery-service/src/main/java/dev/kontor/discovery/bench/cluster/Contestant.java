package dev.kontor.discovery.bench.cluster;

import java.io.IOException;
import java.util.List;

/// Somebody's nodes, started by a command that ends with one line of JSON, a [Feat].
///
/// @param preparation fetches what is needed and gives the command, to which the numbers are added
record Contestant(String name, Preparation preparation) {

    /// Gets a contestant ready; may take its time.
    interface Preparation {
        ProcessBuilder prepare(List<String> numbers) throws AbsentException, IOException, InterruptedException;
    }

    /// Why a contestant cannot take part.
    static final class AbsentException extends Exception {
        private static final long serialVersionUID = 1L;

        AbsentException(String reason) {
            super(reason);
        }
    }
}
