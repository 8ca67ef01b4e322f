package dev.kontor.kit.bus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One fact, as a CloudEvent 1.0 in structured JSON.
///
/// @param id unique for ever; what consumers deduplicate by
/// @param source who says so: `/sites/<label>/<service>`
/// @param type what happened: `dev.kontor.<event>`, such as `dev.kontor.grant.changed`
/// @param data the particulars, of a shape that the type decides
/// @param traceparent the trace that it belongs to, as the distributed tracing extension of CloudEvents has it
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true) // CloudEvents may carry extension attributes
public record Event(
        @JsonProperty("specversion") String specversion,
        @JsonProperty("id") String id,
        @JsonProperty("source") String source,
        @JsonProperty("type") String type,
        @JsonProperty("time") Instant time,
        @JsonProperty("datacontenttype") String datacontenttype,
        @JsonProperty("data") JsonNode data,
        @JsonProperty("traceparent") @Nullable String traceparent) {

    public static final String MEDIA_TYPE = "application/cloudevents+json";
    private static final String VERSION = "1.0";
    private static final String PREFIX = "dev.kontor.";

    @SuppressWarnings({"NullAway", "ConstantValue"}) // JSON from elsewhere may leave members out
    public Event {
        if (!VERSION.equals(specversion)) {
            throw new IllegalArgumentException("specversion is " + specversion + ", but only 1.0 is understood");
        }
        if (id == null || id.isBlank() || source == null || type == null || !type.startsWith(PREFIX)) {
            throw new IllegalArgumentException("an event needs id, source and a type that starts with " + PREFIX);
        }
    }

    /// A new event.
    ///
    /// @param type see [dev.kontor.wire.event.EventTypes]
    public static Event of(String type, String source, Instant time, JsonNode data) {
        return new Event(VERSION, UUID.randomUUID().toString(), source, type, time, "application/json", data, null);
    }

    /// The same as a part of a trace, if there is one.
    Event within(Optional<String> trace) {
        return new Event(specversion, id, source, type, time, datacontenttype, data, trace.orElse(null));
    }
}
