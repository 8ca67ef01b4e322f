package dev.kontor.discovery.scenario;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.simulation.Conditions;
import dev.kontor.discovery.simulation.Conduct;
import dev.kontor.discovery.simulation.VirtualNetwork;
import dev.kontor.discovery.simulation.VirtualNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One run of a scenario: populate, publish, go through what the scenario has in store, get, and tell what came of it.
public final class Course {
    private static final Duration SETTLE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final Duration REPUBLISH = Duration.ofHours(1);
    private static final long GET_EVERY_MILLIS = 50;
    private static final int JOIN_SECONDS = 400;
    private static final int RECORDS = 1_000;

    private final Scenario scenario;
    private final Options options;
    private final VirtualNetwork network;
    private final List<Edition> editions = new ArrayList<>();
    private final Tally tally = new Tally();
    private final Map<String, Number> extras = new LinkedHashMap<>();
    private int bytesPerSecond;
    private int memoryPerNode;
    private long memoryBefore;

    /// How a scenario is to be run.
    ///
    /// @param asOnTheWire encode, decode and sign every datagram
    /// @param liveness after the course everything heals, and then everything must be found
    public record Options(int nodes, long seed, int gets, boolean asOnTheWire, boolean liveness) {}

    private Course(Scenario scenario, Options options) {
        this.scenario = scenario;
        this.options = options;
        this.network = new VirtualNetwork(options.seed(), scenario.setting().conditions(), options.asOnTheWire());
    }

    /// Runs a scenario to its end. Throws an `AssertionError` that names the seed when a node broke a promise.
    public static Outcome run(Scenario scenario, Options options) {
        Course course = new Course(scenario, options);
        long began = System.nanoTime();
        course.play();
        course.extras.put("datagrams", course.network.datagrams());
        course.extras.put("virtualSeconds", course.network.elapsed().toSeconds());
        course.extras.put("wallSeconds", (System.nanoTime() - began) / 1_000_000_000);
        return course.outcome();
    }

    private Outcome outcome() {
        return new Outcome(
                        scenario.word(),
                        options.nodes(),
                        options.seed(),
                        scenario.setting().liars() == 0 && scenario != Scenario.ECLIPSE,
                        tally,
                        bytesPerSecond,
                        memoryPerNode,
                        extras,
                        List.of())
                .judged(scenario.bar());
    }

    private void play() {
        memoryBefore = scenario == Scenario.IDLE ? Memory.used() : 0;
        populate();
        switch (scenario) {
            case ECLIPSE -> new Eclipse(network, tally, extras).play(options.gets());
            case PARTITION -> partition();
            case CHURN_60, CHURN_30 -> churn();
            case HALF_KILLED -> halfKilled();
            case RESYNC -> {
                publishAll();
                new Resync(network, editions, tally, extras).play();
            }
            case LIARS_20, WAN, IDLE, COST_CURVE -> {
                publishAll();
                quiet(scenario == Scenario.IDLE ? QUIET.multipliedBy(3) : QUIET);
                getAll(spread());
            }
        }
        if (options.liveness()) {
            heal();
        }
    }

    private void populate() {
        Random random = network.random();
        long gap = Math.max(1, Math.min(100, JOIN_SECONDS * 1_000L / options.nodes()));
        for (int i = 0; i < options.nodes(); i++) {
            boolean liar = i >= 3 && random.nextDouble() < scenario.setting().liars();
            boolean behindNat =
                    i >= 3 && random.nextDouble() < scenario.setting().unreachable();
            Conduct conduct = liar ? LIES[random.nextInt(LIES.length)] : Conduct.HONEST;
            network.after(Duration.ofMillis(gap * i), () -> network.join(conduct, behindNat));
        }
        network.run(Duration.ofMillis(gap * options.nodes()).plus(SETTLE));
        extras.put(
                "members", network.up().stream().filter(VirtualNode::isMember).count());
    }

    private static final Conduct[] LIES = {Conduct.MUTE, Conduct.FORGER, Conduct.COLLUDER, Conduct.REPLAYER};

    /// One node in ten publishes a record.
    private void publishAll() {
        List<VirtualNode> owners = new ArrayList<>(honest());
        Collections.shuffle(owners, network.random());
        int count = Math.max(1, Math.min(RECORDS, owners.size() / 10));
        for (int i = 0; i < count; i++) {
            Edition edition = new Edition(network, owners.get(i), Key.random(network.random()));
            editions.add(edition);
            network.after(Duration.ofMillis(60_000L * i / count), edition::publish);
        }
        network.run(SETTLE);
        if (scenario.setting().liars() > 0) {
            // A second edition, so that there is an old one to replay.
            editions.forEach(
                    edition -> network.after(Duration.ofMillis(network.random().nextInt(60_000)), edition::publish));
            network.run(SETTLE);
        }
    }

    private List<VirtualNode> honest() {
        return network.up().stream()
                .filter(node -> node.conduct() == Conduct.HONEST)
                .toList();
    }

    private void quiet(Duration duration) {
        long before = network.bytes();
        network.run(duration);
        bytesPerSecond = (int) ((network.bytes() - before)
                / duration.toSeconds()
                / Math.max(1, network.up().size()));
        if (scenario == Scenario.IDLE) {
            memoryPerNode = (int) ((Memory.used() - memoryBefore) / network.up().size());
        }
    }

    private Duration spread() {
        return Duration.ofMillis(GET_EVERY_MILLIS * options.gets());
    }

    private void getAll(Duration over) {
        getAll(options.gets(), over, tally);
    }

    private void getAll(int gets, Duration over, Tally into) {
        for (int i = 0; i < gets; i++) {
            network.after(over.multipliedBy(i).dividedBy(gets), () -> get(into));
        }
        network.run(over.plusSeconds(10));
    }

    private void get(Tally into) {
        Edition wanted = editions.get(network.random().nextInt(editions.size()));
        VirtualNode reader = network.any();
        for (int i = 0; i < 50 && (!reader.isMember() || reader.conduct() != Conduct.HONEST); i++) {
            reader = network.any();
        }
        long expected = wanted.settled();
        reader.lookUp(
                wanted.key(),
                Goal.ONE_PUBLISHER,
                done -> into.add(done, wanted.judge(done.report().records(), expected)));
    }

    private void churn() {
        publishAll();
        Churn churn = new Churn(network, scenario.setting(), editions);
        churn.start();
        Duration session = scenario.setting().medianSession();
        quiet(session);
        Duration half = session.dividedBy(2);
        getAll(half.compareTo(spread()) > 0 ? half : spread());
        extras.put("sessionsEnded", churn.ended());
        churn.stop();
    }

    private void halfKilled() {
        publishAll();
        quiet(QUIET);
        List<VirtualNode> doomed = new ArrayList<>(network.up());
        Collections.shuffle(doomed, network.random());
        doomed.stream().limit(network.up().size() / 2).forEach(network::kill);
        network.run(Duration.ofSeconds(60));
        getAll(spread());
    }

    private void partition() {
        publishAll();
        network.divide(true);
        network.run(Duration.ofMinutes(30));
        editions.forEach(Edition::publish);
        network.run(Duration.ofMinutes(30));
        Tally apart = new Tally();
        getAll(Math.min(500, options.gets()), Duration.ofMinutes(1), apart);
        extras.put("foundWhileDivided", apart.foundShare());
        network.divide(false);
        network.run(REPUBLISH);
        getAll(spread());
    }

    /// Nothing goes wrong any more; one republish later everything that was published must be found.
    private void heal() {
        network.divide(false);
        network.change(Conditions.CALM);
        network.run(REPUBLISH.plus(SETTLE));
        Tally healed = new Tally();
        getAll(Math.min(1_000, options.gets()), Duration.ofMinutes(1), healed);
        extras.put("foundAfterHealing", healed.foundShare());
        if (scenario.setting().liars() == 0 && scenario != Scenario.ECLIPSE && healed.foundShare() < 1) {
            throw new AssertionError("seed " + options.seed() + ": after healing only " + healed.foundShare()
                    + " of the gets find their record");
        }
    }
}
