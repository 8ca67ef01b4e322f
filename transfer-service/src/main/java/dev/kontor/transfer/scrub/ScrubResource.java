package dev.kontor.transfer.scrub;

import dev.kontor.transfer.scrub.ScrubView.Unmended;
import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.snapshot.Damages;
import dev.kontor.transfer.snapshot.Snapshots;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/// The walk over the piece store, for people.
@Path("/api/v1/scrub")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ScrubResource {
    private static final int MOST_LISTED = 100;

    private final Scrub scrub;
    private final Passes passes;
    private final Damages damages;
    private final Snapshots snapshots;
    private final Settings settings;

    ScrubResource(Scrub scrub, Passes passes, Damages damages, Snapshots snapshots, Settings settings) {
        this.scrub = scrub;
        this.passes = passes;
        this.damages = damages;
        this.snapshots = snapshots;
        this.settings = settings;
    }

    /// How far it is, and what is damaged.
    @GET
    public ScrubView status() {
        return view(passes.current().orElse(null));
    }

    /// Begins a walk now, from the first piece, and answers at once.
    @POST
    public ScrubView begin() {
        return view(scrub.demand());
    }

    private ScrubView view(@org.jspecify.annotations.Nullable Pass pass) {
        List<Unmended> unmended = damages.open(MOST_LISTED).stream()
                .flatMap(damage ->
                        snapshots.find(damage.snapshotId()).stream().map(snapshot -> Unmended.of(damage, snapshot)))
                .toList();
        return ScrubView.of(pass, settings.scrub().every(), unmended);
    }
}
