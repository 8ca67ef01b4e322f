package dev.kontor.launcher.state;

import java.util.function.UnaryOperator;

/// The launcher's own view of its instance: each change is on disk before the call returns. Thread-safe.
public final class StateJournal {
    private final StateFile file;
    private InstanceState state;

    public StateJournal(StateFile file, InstanceState first) {
        this.file = file;
        this.state = first;
        file.write(first);
    }

    public synchronized InstanceState current() {
        return state;
    }

    public synchronized void change(UnaryOperator<InstanceState> change) {
        state = change.apply(state);
        file.write(state);
    }
}
