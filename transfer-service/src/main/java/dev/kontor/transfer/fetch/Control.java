package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.Stop;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.TransferState;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.wire.id.TransferId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Pauses, resumes and cancels what we receive. The ledger is changed first, so that a restart in between
/// finds the transfer as somebody wanted it. Blocks; for virtual threads.
@ApplicationScoped
public class Control {
    private static final Logger LOG = Logger.getLogger(Control.class);

    private final Transfers transfers;
    private final LiveTransfers live;
    private final Rounds rounds;

    Control(Transfers transfers, LiveTransfers live, Rounds rounds) {
        this.transfers = transfers;
        this.live = live;
        this.rounds = rounds;
    }

    /// What readers hear of a paused transfer.
    static Answer paused(TransferId id) {
        return new Answer.Unavailable(
                "its transfer " + id + " is paused here; 'kontor transfers resume " + id + "' lets it go on");
    }

    /// Stops it for now. What is here stays here, and nothing moves until it is resumed.
    ///
    /// @return as it is then; empty when there is no such transfer
    public Optional<Transfer> pause(TransferId id, String who) {
        Optional<Transfer> turned =
                transfers.turn(id, Set.of(TransferState.FETCHING), TransferState.PAUSED, "paused by " + who);
        stop(turned, TransferState.PAUSED, Stop.PAUSE, who);
        return turned;
    }

    /// Lets a paused transfer go on.
    public Optional<Transfer> resume(TransferId id, String who) {
        live.resume(id);
        Optional<Transfer> turned = transfers.turn(id, Set.of(TransferState.PAUSED), TransferState.FETCHING, "");
        turned.filter(transfer -> transfer.state() == TransferState.FETCHING).ifPresent(transfer -> {
            LOG.infof("transfer resumed transfer=%s by=%s", id, who);
            Thread.ofVirtual().name("resume").start(() -> takeUp(transfer));
        });
        return turned;
    }

    /// Ends it. It begins again when somebody asks for the snapshot.
    public Optional<Transfer> cancel(TransferId id, String who) {
        live.resume(id);
        Optional<Transfer> turned = transfers.turn(
                id, Set.of(TransferState.FETCHING, TransferState.PAUSED), TransferState.FAILED, "cancelled by " + who);
        stop(turned, TransferState.FAILED, Stop.CANCEL, who);
        return turned;
    }

    private void stop(Optional<Transfer> turned, TransferState state, Stop how, String who) {
        turned.filter(transfer -> transfer.state() == state).ifPresent(transfer -> {
            LOG.infof("transfer stopped transfer=%s how=%s by=%s", transfer.id(), how, who);
            live.stop(transfer.id(), how);
        });
    }

    /// What fails here is taken up by the next round.
    private void takeUp(Transfer transfer) {
        try {
            rounds.takeUp(transfer);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warnf("transfer waits for the next round transfer=%s reason=%s", transfer.id(), failure.getMessage());
        }
    }
}
