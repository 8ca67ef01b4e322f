package dev.kontor.cli.gateway;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.terminal.Terminal;
import java.util.List;
import java.util.regex.Pattern;

/// A refusal by the gateway: problem details (RFC 9457), or what can be made of an answer that has none.
///
/// @param slug the last part of the problem's type, such as `not-granted`; empty when there is none
public record Problem(int status, String slug, String title, String detail, List<String> violations) {

    private static final String TYPE_PREFIX = "urn:kontor:problem:";

    public Problem {
        violations = List.copyOf(violations);
    }

    private static final Pattern OURS = Pattern.compile("(namespace|partner|grant|grant on) '.*'");

    static Problem from(int status, Json body) {
        String type = body.text("type").orElse("");
        return new Problem(
                status,
                type.startsWith(TYPE_PREFIX) ? type.substring(TYPE_PREFIX.length()) : "",
                body.text("title").orElse(""),
                body.text("detail").orElse(""),
                body.items("violations").stream().map(Problem::violation).toList());
    }

    /// The failure that ends a command which cannot go on after this answer; `what` is what was asked for.
    public Failure toFailure(String what) {
        return new Failure(exit(), what + ": " + sentence(), remedy(what));
    }

    /// The kind of refusal decides, where the gateway names one that tells more than its status.
    public Exit exit() {
        return switch (slug) {
            case "partner-refused" -> Exit.NOT_FOUND;
            case "verification-failed" -> Exit.INTEGRITY;
            default -> byStatus();
        };
    }

    /// Whether the same request may be answered otherwise in a moment.
    public boolean passing() {
        return List.of(429, 502, 503, 504).contains(status) && exit() != Exit.INTEGRITY;
    }

    private Exit byStatus() {
        return switch (status) {
            case 401, 403 -> Exit.FORBIDDEN;
            case 404, 410 -> Exit.NOT_FOUND;
            case 502, 503, 504 -> Exit.UNREACHABLE;
            default -> Exit.FAILED;
        };
    }

    /// What the gateway said, as one sentence. Its detail names the wrong values already, when there are any.
    public String sentence() {
        String said = detail.isBlank() ? String.join("; ", violations) : detail;
        String base = said.isBlank() ? title : said;
        return Terminal.clean(strip(base.isBlank() ? plain() : base.strip())) + ".";
    }

    private static String strip(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private String plain() {
        return switch (status) {
            case 401 -> "the gateway does not know who asks";
            case 403 -> "this user may not do that";
            case 404 -> "there is no such thing, or it is not granted to us";
            case 429 -> "too many requests";
            default -> "the gateway answered with status " + status;
        };
    }

    private String remedy(String what) {
        return switch (slug) {
            case "partner-refused" -> "Ask the partner whether its grant still stands.";
            case "partner-offline", "partner-failed" -> "Try again later; kontor doctor tells more about the partner.";
            case "source-failed", "source-timeout" ->
                "Look at the source itself; kontor runs NAME shows what it answered.";
            case "trust-stale" -> "identity-service does not answer; kontor status shows whether it runs.";
            case "ambiguous-name" -> "See who claims it (kontor lookup NAME), then use the organisation's id.";
            case "verification-failed" -> "Nothing was kept. Try again; if it happens again, tell the partner.";
            default -> remedyByStatus(what);
        };
    }

    private String remedyByStatus(String what) {
        return switch (status) {
            case 401 -> "Sign in again: give a fresh token (kontor token), or a client id and its secret.";
            case 403 -> "Ask an administrator for the role, or use a client that has it (kontor whoami).";
            case 404, 410 -> missing(what);
            case 409 -> "Look at the present state first (kontor partner list, kontor namespaces), then try again.";
            case 413 -> "Send less, or raise the limit in the site's configuration.";
            case 429 -> "Wait a moment and try again.";
            case 502, 503, 504 -> "Try again later; kontor doctor shows which part does not answer.";
            default -> status >= 500 ? "Look into the site's logs (kontor status shows where they are)." : "";
        };
    }

    /// A partner may withhold its data. What our own site does not have (`grant '…'`) is only misspelt.
    private static String missing(String what) {
        return OURS.matcher(what).matches()
                ? "See what there is: kontor namespaces, kontor partner list, kontor grant list."
                : "Check the address (kontor ls), and ask the partner whether it granted this; kontor doctor may know more.";
    }

    private static String violation(Json violation) {
        return violation.text("field").orElse("a value") + ": "
                + violation.text("reason").orElse("is wrong");
    }
}
