package dev.kontor.cli.site;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;

/// The options of a command that asks a gateway one thing and prints the answer, and the asking itself.
public final class Question {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    public Question(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    /// Asks, prints, and tells the exit code.
    ///
    /// @param what what is asked for, in the words of an error message
    /// @param people prints the answer for people; scripts get it as it came
    public int show(ApiPath path, String what, Consumer<Json> people) {
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(path, what);
            return output.show(answer, () -> people.accept(answer));
        }
    }

    /// Asks in its own way, with a gateway that is closed afterwards.
    public int with(ToIntFunction<Gateway> asking) {
        try (Gateway gateway = connection.open()) {
            return asking.applyAsInt(gateway);
        }
    }

    public Output output() {
        return output;
    }
}
