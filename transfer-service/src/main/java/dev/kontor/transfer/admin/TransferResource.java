package dev.kontor.transfer.admin;

import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.transfer.fetch.Control;
import dev.kontor.transfer.fetch.LiveTransfers;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.TransferState;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.wire.id.TransferId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Transfers and snapshots, for people.
@Path("/api/v1")
@RolesAllowed("gateway-service")
@RunOnVirtualThread
public class TransferResource {
    private static final int MAX_LIMIT = 1000;
    private static final String ACTOR = "Kontor-Actor";
    private static final String NOBODY = "somebody";

    private final Transfers transfers;
    private final Snapshots snapshots;
    private final LiveTransfers live;
    private final Control control;
    private final PieceStore store;
    private final Clock clock;

    TransferResource(
            Transfers transfers,
            Snapshots snapshots,
            LiveTransfers live,
            Control control,
            PieceStore store,
            Clock clock) {
        this.transfers = transfers;
        this.control = control;
        this.snapshots = snapshots;
        this.live = live;
        this.store = store;
        this.clock = clock;
    }

    /// Transfers in both directions, the newest first.
    @GET
    @Path("/transfers")
    public List<TransferView> transfers(@QueryParam("limit") @DefaultValue("100") int limit) {
        return transfers.list(bounded(limit)).stream().map(this::view).toList();
    }

    @GET
    @Path("/transfers/{id}")
    public TransferView transfer(@PathParam("id") String id) {
        return transfers.find(TransferId.parse(id)).map(this::view).orElseThrow(() -> absent(id));
    }

    /// Stops a transfer to us for now. What is here stays here; readers who wait for it are told.
    @POST
    @Path("/transfers/{id}/pause")
    public TransferView pause(@PathParam("id") String id, @HeaderParam(ACTOR) @DefaultValue(NOBODY) String who) {
        return turned(id, control.pause(TransferId.parse(id), who), Set.of(TransferState.PAUSED), "paused");
    }

    /// Lets a paused transfer go on.
    @POST
    @Path("/transfers/{id}/resume")
    public TransferView resume(@PathParam("id") String id, @HeaderParam(ACTOR) @DefaultValue(NOBODY) String who) {
        return turned(id, control.resume(TransferId.parse(id), who), Set.of(TransferState.FETCHING), "resumed");
    }

    /// Ends a transfer to us. It begins again, with what is here, when somebody asks for the snapshot.
    @POST
    @Path("/transfers/{id}/cancel")
    public TransferView cancel(@PathParam("id") String id, @HeaderParam(ACTOR) @DefaultValue(NOBODY) String who) {
        return turned(id, control.cancel(TransferId.parse(id), who), Set.of(TransferState.FAILED), "cancelled");
    }

    private TransferView turned(String id, Optional<Transfer> transfer, Set<TransferState> wanted, String verb) {
        Transfer now = transfer.orElseThrow(() -> absent(id));
        if (!wanted.contains(now.state())) {
            throw ProblemType.WRONG_STATE.because("The transfer " + id + " is "
                    + now.state().name().toLowerCase(Locale.ROOT)
                    + "; only what is still to be received can be " + verb + ".");
        }
        return view(now);
    }

    private static ProblemException absent(String id) {
        return ProblemType.NOT_FOUND.because("There is no transfer " + id + ".");
    }

    /// Snapshots that are here, ours and partners', the newest first.
    @GET
    @Path("/snapshots")
    public List<SnapshotView> snapshots(@QueryParam("limit") @DefaultValue("100") int limit) {
        return snapshots.list(bounded(limit)).stream().map(SnapshotView::of).toList();
    }

    /// What the piece store still takes.
    @GET
    @Path("/storage")
    public StorageView storage() throws IOException {
        return new StorageView(store.room());
    }

    private TransferView view(Transfer transfer) {
        return TransferView.of(transfer, live.find(transfer.id()), clock.instant());
    }

    private static int bounded(int limit) {
        return Math.max(1, Math.min(limit, MAX_LIMIT));
    }
}
