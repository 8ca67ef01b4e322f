package dev.kontor.cli.evidence;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import picocli.CommandLine.Option;

/// How many lines of a long list, the newest first.
final class Newest {

    private static final int MAX_LIMIT = 1000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most this many, newest first. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    ApiPath of(String list) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Failure.usage("--limit is a number from 1 to " + MAX_LIMIT + ".");
        }
        return ApiPath.of("api", "v1", list).query("limit", Integer.toString(limit));
    }
}
