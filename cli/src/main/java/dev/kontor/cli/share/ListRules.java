package dev.kontor.cli.share;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that describe a source whose answer is a list of items, each fetched by itself.
final class ListRules {

    @Option(
            names = "--list",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "POINTER",
            description = "The array of items as a JSON pointer, such as /items. Nothing: the whole answer.")
    @Nullable
    private String items;

    @Option(
            names = "--item-id",
            paramLabel = "POINTER",
            description = "An item's id, which becomes its path. Default: /id.")
    @Nullable
    private String id;

    @Option(
            names = "--item-href",
            paramLabel = "POINTER",
            description = "An item's address. Default: the id below the URL.")
    @Nullable
    private String href;

    @Option(
            names = "--item-version",
            paramLabel = "POINTER",
            description = "A value that changes with the item; while it is the same the item is not fetched again.")
    @Nullable
    private String version;

    @Option(
            names = "--next",
            paramLabel = "POINTER",
            description = "The address of the next page. A Link header works too.")
    @Nullable
    private String next;

    @Option(
            names = "--format",
            paramLabel = "SUFFIX=TYPE",
            description = "A form to collect of each item, such as .xml=application/xml. Repeatable.")
    private List<String> formats = new ArrayList<>();

    boolean given() {
        return items != null;
    }

    @Nullable
    Json json() {
        if (items == null) {
            if (id != null || href != null || version != null || next != null || !formats.isEmpty()) {
                throw Failure.usage("--item-id, --item-href, --item-version, --next and --format describe a list: give"
                        + " --list too.");
            }
            return null;
        }
        return Json.object()
                .with("items", items)
                .with("id", id)
                .with("href", href)
                .with("next", next)
                .with("version", version)
                .with(
                        "formats",
                        formats.isEmpty()
                                ? null
                                : formats.stream().map(ListRules::format).toList())
                .build();
    }

    private static Json format(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || equals == text.length() - 1) {
            throw Failure.usage("--format: '" + text + "' is no SUFFIX=TYPE. Example: .xml=application/xml");
        }
        return Json.object()
                .with("suffix", text.substring(0, equals))
                .with("accept", text.substring(equals + 1))
                .build();
    }
}
