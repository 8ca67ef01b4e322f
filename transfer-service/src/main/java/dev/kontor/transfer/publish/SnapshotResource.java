package dev.kontor.transfer.publish;

import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.transfer.site.OwnSite;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.store.StoreFullException;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.content.ContentLimits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;

/// Snapshots of our own, for connector-service.
@Path("/internal/snapshots/{namespace}")
@RolesAllowed("connector-service")
@RunOnVirtualThread
public class SnapshotResource {
    private final Publisher publisher;
    private final Snapshots snapshots;
    private final OwnSite site;

    SnapshotResource(Publisher publisher, Snapshots snapshots, OwnSite site) {
        this.publisher = publisher;
        this.snapshots = snapshots;
        this.site = site;
    }

    /// Publishes what is uploaded. Answers when it would survive power loss.
    @POST
    @Consumes(UploadReader.ENTRIES)
    public Publication publish(
            @PathParam("namespace") NamespaceName namespace,
            @QueryParam("pieceSize") @DefaultValue("" + ContentLimits.DEFAULT_PIECE) int pieceSize,
            UploadBody upload)
            throws IOException, InterruptedException {
        if (pieceSize < ContentLimits.MIN_PIECE || pieceSize > ContentLimits.MAX_PIECE) {
            throw ProblemException.invalid(
                    "pieceSize",
                    "is " + pieceSize + ", but must be " + ContentLimits.MIN_PIECE + " to " + ContentLimits.MAX_PIECE);
        }
        try {
            return publisher.publish(namespace, upload, pieceSize);
        } catch (StoreFullException full) {
            throw ProblemType.UNAVAILABLE.because("Nothing was published: " + full.getMessage()
                    + ". Make room and poll again; the last snapshot stays.");
        }
    }

    /// The latest snapshot.
    @GET
    public Publication latest(@PathParam("namespace") NamespaceName namespace) {
        return snapshots
                .latest(site.orgId(), namespace)
                .map(snapshot -> Publication.of(snapshot, 0, false))
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("Nothing is published as " + namespace + "."));
    }

    /// Withdraws a namespace: partners get nothing of it any more.
    @DELETE
    public void withdraw(@PathParam("namespace") NamespaceName namespace) {
        if (!snapshots.remove(site.orgId(), namespace)) {
            throw ProblemType.NOT_FOUND.because("Nothing is published as " + namespace + ".");
        }
    }
}
