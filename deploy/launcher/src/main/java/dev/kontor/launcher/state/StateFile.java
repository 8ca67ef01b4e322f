package dev.kontor.launcher.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// `state.json` of one instance.
public record StateFile(Path path) {
    /// The JSON dialect of the launcher's own files and of `-o json`.
    public static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public Optional<InstanceState> read() {
        try {
            return Optional.of(JSON.readValue(Files.readString(path), InstanceState.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JsonProcessingException broken) {
            throw new LauncherException(
                    "The state file " + path + " cannot be read: " + broken.getOriginalMessage()
                            + ". Move it away; processes it named have to be ended by hand.",
                    broken);
        } catch (IOException failure) {
            throw LauncherException.io("read the state file " + path, failure);
        }
    }

    public void write(InstanceState state) {
        try {
            AtomicFile.write(path, JSON.writeValueAsString(state));
        } catch (IOException failure) {
            throw LauncherException.io("write the state file " + path, failure);
        }
    }
}
