package dev.kontor.gateway.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/// One thing that was looked at.
///
/// @param what what was looked at: `identity-service`, `certificate`
/// @param why what was found
/// @param action what to do about it; empty when all is well
@RegisterForReflection
public record Finding(Level level, String what, String why, String action) {
    /// How it is.
    public enum Level {
        OK,
        WARNING,
        FAILURE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String what, String why) {
        return new Finding(Level.OK, what, why, "");
    }

    static Finding warning(String what, String why, String action) {
        return new Finding(Level.WARNING, what, why, action);
    }

    static Finding failure(String what, String why, String action) {
        return new Finding(Level.FAILURE, what, why, action);
    }
}
