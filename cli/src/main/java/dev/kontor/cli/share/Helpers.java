package dev.kontor.cli.share;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kontor helpers NAME [partners|none]`: who may pass on the pieces of a namespace of ours.
@Command(
        name = "helpers",
        description = "Show or say whether partners who hold a snapshot of our namespace may help others to fetch it.")
public final class Helpers implements Callable<Integer> {
    private static final List<String> WORDS = List.of("partners", "none");

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Parameters(index = "0", paramLabel = "NAME", description = "The namespace.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "partners|none",
            description = "Who may help from now on. Nothing: show who may.")
    @Nullable
    private String helpers;

    public Helpers(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        if (helpers != null && !WORDS.contains(helpers)) {
            throw Failure.usage("'" + helpers + "': helpers are partners or none.");
        }
        ApiPath path = ApiPath.of("api", "v1", "helpers", name);
        String what = "helpers of namespace '" + name + "'";
        try (Gateway gateway = connection.open()) {
            Json answer = helpers == null
                    ? gateway.get(path, what)
                    : gateway.put(path, Json.object().with("helpers", helpers).build(), what);
            return output.show(answer, () -> output.terminal().print(sentence(text(answer, "helpers"))));
        }
    }

    private String sentence(String word) {
        return word.equals("partners")
                ? "Partners who hold a snapshot of '" + name + "' may help others who are granted it to fetch it."
                : "Pieces of '" + name + "' come from this site only.";
    }
}
