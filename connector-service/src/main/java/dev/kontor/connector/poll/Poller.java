package dev.kontor.connector.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.connector.fetch.FetchLimits;
import dev.kontor.connector.fetch.SourceConfig;
import dev.kontor.connector.namespace.Namespaces;
import dev.kontor.connector.namespace.Run;
import dev.kontor.connector.schedule.PollPlan;
import dev.kontor.connector.source.Mode;
import dev.kontor.connector.source.NamespaceSpec;
import dev.kontor.connector.upload.TransferClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Polls the namespaces when they are due, each by itself, a bounded number at once.
///
/// The plans live in memory: after a restart every namespace is due at once, which costs one conditional poll. Each
/// poll runs on a virtual thread of its own; a namespace is never polled twice at the same time.
@ApplicationScoped
public class Poller {
    private static final Logger LOG = Logger.getLogger(Poller.class);

    private final Namespaces namespaces;
    private final TransferAccess transfer;
    private final SourceConfig config;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Path folder;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, PollPlan> plans = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("source-watchdog").daemon().factory());

    Poller(
            Namespaces namespaces,
            TransferAccess transfer,
            SourceConfig config,
            ObjectMapper json,
            MeterRegistry meters,
            @ConfigProperty(name = "kontor.data.dir") String folder) {
        this.namespaces = namespaces;
        this.transfer = transfer;
        this.config = config;
        this.json = json;
        this.meters = meters;
        this.folder = Path.of(folder);
        this.places = new Semaphore(config.concurrentPolls());
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void pollWhatIsDue() {
        Instant now = clock.instant();
        for (Namespaces.Stored stored : await(namespaces.all())) {
            NamespaceSpec spec = stored.spec();
            if (spec.mode() == Mode.SNAPSHOT && plan(spec, now).ready(now)) {
                threads.execute(() -> scheduled(spec));
            }
        }
    }

    private PollPlan plan(NamespaceSpec spec, Instant now) {
        return plans.compute(spec.name().text(), (name, plan) -> {
            if (plan == null) {
                return PollPlan.first(spec.every(), now);
            }
            return plan.every().equals(spec.every()) ? plan : plan.withEvery(spec.every(), now);
        });
    }

    private void scheduled(NamespaceSpec spec) {
        if (turn(spec).tryAcquire()) {
            try {
                if (plan(spec, clock.instant()).ready(clock.instant())) {
                    poll(spec);
                }
            } catch (RuntimeException unforeseen) {
                LOG.errorf(unforeseen, "poll not recorded namespace=%s", spec.name());
            } finally {
                turn(spec).release();
            }
        }
    }

    /// Polls now, after a poll that may be under way.
    public Future<Run> pollNow(NamespaceSpec spec) {
        return threads.submit(() -> {
            turn(spec).acquire();
            try {
                return poll(spec);
            } finally {
                turn(spec).release();
            }
        });
    }

    private Run poll(NamespaceSpec spec) {
        places.acquireUninterruptibly();
        advance(spec, PollPlan::toRunning);
        Run run = Run.failed(clock.instant(), clock.instant(), "internal", "the poll ended in an unforeseen way");
        try {
            run = runOnce(spec);
        } finally {
            boolean failed = run.outcome() == Run.Outcome.FAILED;
            Instant now = clock.instant();
            advance(spec, plan -> failed ? plan.toFailed(now, this::below) : plan.toSucceeded(now, this::below));
            places.release();
        }
        tell(spec, run);
        return run;
    }

    private Run runOnce(NamespaceSpec spec) {
        FetchLimits limits = new FetchLimits(
                config.connectTimeout(),
                config.answerTimeout(),
                config.silenceTimeout(),
                config.maxEntryBytes(),
                config.maxListPageBytes(),
                config.maxPages(),
                config.maxItems());
        ValidatorFile file = new ValidatorFile(folder, spec.name(), json);
        try (HttpClient http = transfer.client(threads)) {
            TransferClient client = new TransferClient(http, transfer.base(), json);
            return new PollRun(spec, limits, json, watchdog, clock).run(client, file, threads);
        }
    }

    private void tell(NamespaceSpec spec, Run run) {
        await(namespaces.record(spec.name(), run));
        meters.counter("kontor_polls", "outcome", run.outcome().word()).increment();
        if (run.outcome() == Run.Outcome.FAILED) {
            LOG.warnf("poll failed namespace=%s reason=%s detail=%s", spec.name(), run.reason(), run.detail());
        } else if (run.outcome() == Run.Outcome.PUBLISHED) {
            LOG.infof(
                    "snapshot published namespace=%s snapshot=%s entries=%d bytes=%d",
                    spec.name(), run.snapshotId(), run.entries(), run.bytes());
        }
    }

    /// Forgets a namespace that was deleted or reconfigured; its next poll asks for everything.
    public void forget(NamespaceSpec spec) {
        plans.remove(spec.name().text());
        try {
            new ValidatorFile(folder, spec.name(), json).delete();
        } catch (java.io.IOException disk) {
            LOG.warnf("validators not deleted namespace=%s reason=%s", spec.name(), disk.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent shutdown) {
        threads.shutdownNow();
        watchdog.shutdownNow();
    }

    private Semaphore turn(NamespaceSpec spec) {
        return turns.computeIfAbsent(spec.name().text(), name -> new Semaphore(1));
    }

    private void advance(NamespaceSpec spec, UnaryOperator<PollPlan> step) {
        Instant now = clock.instant();
        plans.compute(
                spec.name().text(),
                (name, plan) -> step.apply(plan == null ? PollPlan.first(spec.every(), now) : plan));
    }

    private long below(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }

    private static <T> T await(Uni<T> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new IllegalStateException("the database could not be asked", checked);
        }
    }
}
