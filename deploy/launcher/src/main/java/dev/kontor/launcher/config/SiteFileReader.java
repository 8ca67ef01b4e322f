package dev.kontor.launcher.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kontor.launcher.deployment.SitePlan;
import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Reads `site.yaml` and turns it into a plan, or says what is wrong with it.
public final class SiteFileReader {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SiteFileReader() {}

    /// The site that the file describes.
    ///
    /// @throws LauncherException that names each mistake with its place
    public static SitePlan read(Path file) {
        return SiteFileCheck.plan(parse(file), file);
    }

    private static SiteFile parse(Path file) {
        try {
            SiteFile content = YAML.readValue(Files.readString(file), SiteFile.class);
            if (content == null) {
                throw new LauncherException(file + " is empty. See deploy/site.example.yaml.");
            }
            return content;
        } catch (NoSuchFileException none) {
            throw new LauncherException(
                    "There is no file " + file + ". deploy/site.example.yaml is one to copy.", none);
        } catch (UnrecognizedPropertyException unknown) {
            throw new LauncherException(
                    file + line(unknown.getLocation()) + ": there is no setting '" + unknown.getPropertyName()
                            + "' here. Known: "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".",
                    unknown);
        } catch (JsonProcessingException broken) {
            throw new LauncherException(
                    file + line(broken.getLocation()) + ": "
                            + broken.getOriginalMessage().lines().findFirst().orElse("not YAML"),
                    broken);
        } catch (IOException failure) {
            throw LauncherException.io("read " + file, failure);
        }
    }

    private static String line(@org.jspecify.annotations.Nullable JsonLocation location) {
        return location == null ? "" : " line " + location.getLineNr();
    }
}
