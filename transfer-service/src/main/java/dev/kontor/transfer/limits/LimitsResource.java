package dev.kontor.transfer.limits;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.transfer.throttle.Schedule;
import dev.kontor.transfer.throttle.Throttle;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How fast this site receives and sends, for people.
@Path("/api/v1/limits")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LimitsResource {
    private static final String ACTOR = "Kontor-Actor";
    private static final String NOBODY = "somebody";

    private final Limits limits;
    private final Clock clock;

    LimitsResource(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// Both directions.
    @RegisterForReflection
    record LimitsView(
            @JsonProperty("receive") LimitView receive,
            @JsonProperty("send") LimitView send) {}

    /// One direction.
    ///
    /// @param rules the schedule
    /// @param zone whose times of day it means
    /// @param bytesPerSecond what holds now; absent without a limit
    /// @param until when something else begins to hold
    /// @param set whether an admin has set it; else it is from the settings
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LimitView(
            @JsonProperty("rules") String rules,
            @JsonProperty("zone") String zone,
            @JsonProperty("bytesPerSecond") @Nullable Long bytesPerSecond,
            @JsonProperty("until") @Nullable Instant until,
            @JsonProperty("set") boolean set) {}

    /// What to change; a direction that is not named stays as it is.
    ///
    /// @param zone such as `Europe/Berlin`
    @RegisterForReflection
    record Change(
            @JsonProperty("receive") @Nullable String receive,
            @JsonProperty("send") @Nullable String send,

            @JsonProperty(value = "zone", required = true) @Nullable
            String zone) {}

    @GET
    public LimitsView limits() {
        return new LimitsView(view(Way.RECEIVE), view(Way.SEND));
    }

    /// Holds at once, also for what moves already.
    @PUT
    public LimitsView change(@Nullable Change body, @HeaderParam(ACTOR) @DefaultValue(NOBODY) String who) {
        Change change = ProblemException.requireBody(body);
        ZoneId zone = zone(change.zone());
        Map<Way, Schedule> schedules = new EnumMap<>(Way.class);
        add(schedules, Way.RECEIVE, change.receive(), zone);
        add(schedules, Way.SEND, change.send(), zone);
        if (schedules.isEmpty()) {
            throw ProblemException.invalid("receive", "name receive or send, or both");
        }
        limits.set(schedules, who);
        return limits();
    }

    /// Back to what the settings say.
    @DELETE
    public LimitsView reset(@HeaderParam(ACTOR) @DefaultValue(NOBODY) String who) {
        limits.reset(who);
        return limits();
    }

    private static void add(Map<Way, Schedule> schedules, Way way, @Nullable String rules, ZoneId zone) {
        if (rules != null) {
            try {
                schedules.put(way, Schedule.parse(rules, zone));
            } catch (IllegalArgumentException wrong) {
                throw ProblemException.invalid(way.word(), String.valueOf(wrong.getMessage()));
            }
        }
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return ZoneId.of(zone == null ? "" : zone);
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid(
                    "zone", "names whose times of day the rules mean, such as Europe/Berlin or UTC");
        }
    }

    private LimitView view(Way way) {
        Throttle throttle = limits.throttle(way);
        Schedule schedule = throttle.schedule();
        Schedule.Allowance now = throttle.allowance(clock.instant());
        return new LimitView(
                schedule.text(),
                schedule.zone().getId(),
                now.rate().unlimited() ? null : now.rate().bytesPerSecond(),
                now.until().orElse(null),
                limits.changed(way));
    }
}
