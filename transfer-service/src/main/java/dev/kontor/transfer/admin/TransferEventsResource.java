package dev.kontor.transfer.admin;

import dev.kontor.transfer.admin.TransferEvents.Told;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;

/// Transfers as they change, as server-sent events.
@Path("/api/v1/transfers/events")
@RolesAllowed("gateway-service")
public class TransferEventsResource {
    private static final long FOR_EVER = 253_402_300_799L;

    private final TransferEvents events;

    TransferEventsResource(TransferEvents events) {
        this.events = events;
    }

    /// Events `transfers`, each a list of those that changed, in the form of `GET /api/v1/transfers`. The
    /// first one holds the newest hundred, or after a `Last-Event-ID` what changed since. Comments while
    /// nothing changes. The stream ends with the caller's session; listening again with the last event's id
    /// goes on.
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> events(
            @HeaderParam("Last-Event-ID") @DefaultValue("") String last,
            @HeaderParam("Kontor-Session-Ends") @DefaultValue("") String ends,
            @Context Sse sse) {
        return events.listen(
                        Instant.ofEpochMilli(number(last, 0)),
                        Instant.ofEpochSecond(Math.min(FOR_EVER, number(ends, FOR_EVER))))
                .map(told -> event(sse, told));
    }

    private static OutboundSseEvent event(Sse sse, Told told) {
        return switch (told) {
            case Told.Changed(var id, var views) ->
                sse.newEventBuilder()
                        .id(Long.toString(id))
                        .name("transfers")
                        .data(views)
                        .build();
            case Told.Heartbeat _ ->
                sse.newEventBuilder().comment("nothing new").build();
        };
    }

    /// What is no number, or a strange one, counts as not said.
    private static long number(String text, long otherwise) {
        return text.matches("\\d{1,14}") ? Math.min(Long.parseLong(text), FOR_EVER * 1000) : otherwise;
    }
}
