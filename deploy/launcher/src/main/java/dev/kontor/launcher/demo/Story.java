package dev.kontor.launcher.demo;

import static dev.kontor.launcher.demo.StoryException.require;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.progress.Progress;
import java.util.Map;
import java.util.function.Supplier;

/// The main job in front of the user's eyes. Every step checks that it held.
final class Story {
    private static final int NEW_INVOICES = 3;
    private static final int KILO = 1000;

    private final Cast cast;
    private final Progress progress;

    Story(Cast cast, Progress progress) {
        this.cast = cast;
        this.progress = progress;
    }

    /// Tells it to the end.
    ///
    /// @throws StoryException at the first step that does not hold
    void tell() {
        var publishing = new Publishing(cast);
        var meeting = new Meeting(cast);
        var reading = new Reading(cast);
        var evidence = new Evidence(cast);
        step("Acme publishes its invoices", publishing::publish);
        step("Globex looks acme-inc up", meeting::lookUp);
        step("the two pair, words compared", meeting::handshake);
        step("Acme grants invoices to Globex", meeting::grant);
        step("Globex's accounting reads them", reading::everything);
        step("the next poll brings only the new", () -> onlyTheNew(publishing, reading, evidence));
        step("receipts are on both sides", evidence::receipts);
        step("Acme revokes, Globex is refused", () -> revoke(reading));
    }

    private String onlyTheNew(Publishing publishing, Reading reading, Evidence evidence) {
        cast.erp().issue(NEW_INVOICES);
        Publishing.Polled polled = publishing.poll();
        require(polled.changed(), "the poll after new invoices made no new snapshot");
        reading.everything();
        Evidence.Fetched fetched = evidence.transfer(polled.snapshotId());
        require(fetched.bytes() > 0, "three invoices are new, yet nothing travelled");
        require(
                fetched.bytes() < fetched.of() / 2,
                "most of the snapshot travelled again: " + fetched.bytes() + " of " + fetched.of() + " bytes");
        return NEW_INVOICES + " new invoices; " + fetched.bytes() / KILO + " kB travelled of " + fetched.of() / KILO
                + " kB";
    }

    /// Takes every grant on the invoices back: an earlier run has left one to try things out with.
    private String revoke(Reading reading) {
        cast.acme().json("/api/v1/grants").forEach(grant -> {
            if (!grant.path("revoked").asBoolean()
                    && Cast.NAMESPACE.equals(grant.path("namespace").asText())
                    && Cast.GLOBEX.equals(grant.path("partner").asText())) {
                GatewayClient.success(
                        "revoking",
                        cast.acme()
                                .delete("/api/v1/grants/"
                                        + grant.path("grantId").asText()));
            }
        });
        return reading.refusal();
    }

    private String step(String title, Supplier<String> work) {
        Progress.Step step = progress.begin(title);
        try {
            String result = work.get();
            step.done(result);
            return result;
        } catch (StoryException | LauncherException failure) {
            step.failed(String.valueOf(failure.getMessage()));
            throw failure;
        }
    }

    /// Grants again what the story's end took away, so that the commands that are shown afterwards work.
    void leaveUsable() {
        GatewayClient.success(
                "granting again",
                cast.acme()
                        .post(
                                "/api/v1/grants",
                                Map.of(
                                        "namespace", Cast.NAMESPACE,
                                        "partner", Cast.GLOBEX,
                                        "purpose", "to try things out")));
    }
}
