package dev.kontor.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What is measured, as git names it.
final class Revision {
    private Revision() {}

    static String of(Path root) {
        String commit = git(root, List.of("rev-parse", "--short=12", "HEAD"));
        boolean changed = !git(root, List.of("status", "--porcelain", "--untracked-files=no"))
                .isEmpty();
        return commit.isEmpty() ? "unknown" : commit + (changed ? "+changes" : "");
    }

    private static String git(Path root, List<String> arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException noGit) {
            return "";
        }
    }
}
