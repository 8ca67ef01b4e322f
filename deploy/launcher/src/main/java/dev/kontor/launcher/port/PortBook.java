package dev.kontor.launcher.port;

import dev.kontor.launcher.failure.LauncherException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/// Hands out ports, each once. Free ports are taken below the range that operating systems use for outgoing
/// connections, so that a port chosen now is very likely still free when its process binds it.
public final class PortBook {
    private static final int LOWEST = 18000;
    private static final int HIGHEST = 30000;
    private static final int ATTEMPTS = 2000;

    private final IntPredicate free;
    private final RandomGenerator random;
    private final Set<Integer> taken = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    /// A book with nothing handed out yet.
    ///
    /// @param free whether nobody listens on a port now
    public PortBook(IntPredicate free, RandomGenerator random) {
        this.free = free;
        this.random = random;
    }

    /// Any free port; `earlier` when that is free, so addresses survive a restart. 0 means there is none.
    public int any(int earlier) {
        return earlier > 0 && take(earlier) ? earlier : search();
    }

    /// A customary port, or another when that is in use, which leaves a note.
    public int preferred(String purpose, int customary, int earlier) {
        if (take(customary)) {
            return customary;
        }
        int other = any(earlier);
        notes.add("Port " + customary + " is in use, so " + purpose + " is on port " + other + ".");
        return other;
    }

    /// A port that must be this one.
    public int exactly(String purpose, int port) {
        if (!take(port)) {
            throw new LauncherException("Port " + port + " is in use, and " + purpose
                    + " is configured to be there. End the program that uses it (`ss -lntup 'sport = :" + port
                    + "'` names it), or configure another port.");
        }
        return port;
    }

    /// What a person should know about the choices.
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private int search() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (take(port)) {
                return port;
            }
        }
        throw new LauncherException("No free port found between " + LOWEST + " and " + HIGHEST + ".");
    }

    private boolean take(int port) {
        return !taken.contains(port) && free.test(port) && taken.add(port);
    }
}
