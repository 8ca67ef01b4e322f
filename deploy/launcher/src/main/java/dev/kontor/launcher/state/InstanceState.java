package dev.kontor.launcher.state;

import dev.kontor.launcher.process.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Everything about one instance at one moment, the content of `state.json`.
///
/// @param version form of this record
/// @param instance `demo`, or the label of a site
/// @param launcher the process that supervises the others
/// @param startedAt when the launcher began
/// @param stopped whether the launcher ended in order, with nothing left running
/// @param extras other addresses worth knowing, for example the demo's ERP
public record InstanceState(
        int version,
        String instance,
        Fingerprint launcher,
        Instant startedAt,
        boolean stopped,
        List<SiteState> sites,
        List<ProcessState> processes,
        Map<String, String> extras) {
    public static final int VERSION = 1;

    public InstanceState {
        sites = List.copyOf(sites);
        processes = List.copyOf(processes);
        extras = Map.copyOf(extras);
    }

    /// A new instance with nothing running yet.
    public static InstanceState begin(String instance, Fingerprint launcher, Instant now, List<SiteState> sites) {
        return new InstanceState(VERSION, instance, launcher, now, false, sites, List.of(), Map.of());
    }

    public Optional<SiteState> site(String label) {
        return sites.stream().filter(site -> site.label().equals(label)).findFirst();
    }

    public Optional<ProcessState> process(String site, String role) {
        return processes.stream()
                .filter(process -> process.site().equals(site) && process.role().equals(role))
                .findFirst();
    }

    /// Replaces the process of the same site and role, or adds it.
    public InstanceState with(ProcessState changed) {
        boolean known = process(changed.site(), changed.role()).isPresent();
        List<ProcessState> next = known
                ? processes.stream()
                        .map(old -> old.title().equals(changed.title()) ? changed : old)
                        .toList()
                : Stream.concat(processes.stream(), Stream.of(changed)).toList();
        return new InstanceState(version, instance, launcher, startedAt, stopped, sites, next, extras);
    }

    public InstanceState withExtra(String name, String value) {
        Map<String, String> next = new TreeMap<>(extras);
        next.put(name, value);
        return new InstanceState(version, instance, launcher, startedAt, stopped, sites, processes, next);
    }

    public InstanceState withSites(List<SiteState> newSites) {
        return new InstanceState(version, instance, launcher, startedAt, stopped, newSites, processes, extras);
    }

    /// The same instance under a new launcher, before anything runs: what is known of ports stays.
    public InstanceState begunAgain(Fingerprint newLauncher, Instant now) {
        List<ProcessState> ended = processes.stream()
                .map(process -> process.with(Phase.STOPPED, null, 0))
                .toList();
        return new InstanceState(version, instance, newLauncher, now, false, sites, ended, Map.of());
    }

    public InstanceState asStopped() {
        return new InstanceState(version, instance, launcher, startedAt, true, sites, processes, extras);
    }

    /// Whether the launcher of this record is still the process it was.
    public boolean launcherAlive() {
        return launcher.find().isPresent();
    }

    /// The recorded processes that still run, whoever supervises them.
    public List<ProcessState> alive() {
        return processes.stream()
                .filter(process -> process.fingerprint() != null
                        && process.fingerprint().find().isPresent())
                .toList();
    }
}
