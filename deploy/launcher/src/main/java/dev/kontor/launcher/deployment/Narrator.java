package dev.kontor.launcher.deployment;

import dev.kontor.launcher.process.ChildListener;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.progress.ElapsedText;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.state.InstanceState;
import dev.kontor.launcher.state.Phase;
import dev.kontor.launcher.state.ProcessState;
import dev.kontor.launcher.state.StateJournal;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// Writes what happens to the processes into `state.json` and tells the person at the terminal what matters.
final class Narrator implements ChildListener {
    private final StateJournal journal;
    private final Progress progress;

    Narrator(StateJournal journal, Progress progress) {
        this.journal = journal;
        this.progress = progress;
    }

    @Override
    public void onStarted(String name, Fingerprint fingerprint, int restarts) {
        change(name, process -> process.with(Phase.STARTING, fingerprint, restarts));
    }

    @Override
    public void onReady(String name) {
        boolean again = find(journal.current(), name).restarts() > 0;
        change(name, process -> process.with(Phase.READY, process.fingerprint(), process.restarts()));
        if (again) {
            progress.say("  " + name + " is back.");
        }
    }

    @Override
    public void onCrash(String name, String how, Duration pause) {
        change(name, process -> process.with(Phase.RESTARTING, null, process.restarts()));
        progress.say("! " + name + " " + how + "; starting it again in " + ElapsedText.of(pause) + ". Its log: "
                + find(journal.current(), name).log());
    }

    @Override
    public void onGivenUp(String name, String how, int crashes) {
        change(name, process -> process.with(Phase.GIVEN_UP, null, process.restarts()));
        progress.say("! " + name + " " + how + ", the " + crashes + "th time in a row. It is not started again; the"
                + " reason is in " + find(journal.current(), name).log()
                + ". When that is mended: `kontor stop`, then start again.");
    }

    @Override
    public void onStopped(String name) {
        change(name, process -> process.with(Phase.STOPPED, null, process.restarts()));
    }

    private void change(String name, UnaryOperator<ProcessState> change) {
        journal.change(state -> state.with(change.apply(find(state, name))));
    }

    private static ProcessState find(InstanceState state, String name) {
        return state.processes().stream()
                .filter(process -> process.title().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not in the state file: " + name));
    }
}
