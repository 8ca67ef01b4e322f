package dev.kontor.launcher.broker;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What the broker process is told, through a properties file that its owner alone may read.
///
/// @param host address to listen on
/// @param port AMQP port
/// @param folder where the journal lies
/// @param users password by user; the user of a site may use addresses below `kontor.<user>.`
public record BrokerSettings(String host, int port, Path folder, Map<String, String> users) {
    private static final String USER = "user.";

    public BrokerSettings {
        users = Map.copyOf(users);
    }

    String toText() {
        Properties properties = new Properties();
        properties.setProperty("host", host);
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("folder", folder.toString());
        users.forEach((user, password) -> properties.setProperty(USER + user, password));
        StringWriter text = new StringWriter();
        try {
            properties.store(text, "Written by the launcher at each start.");
        } catch (IOException impossible) {
            throw new IllegalStateException("a string writer failed", impossible);
        }
        return text.toString();
    }

    static BrokerSettings read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException failure) {
            throw LauncherException.io("read the broker's settings " + file, failure);
        }
        Map<String, String> users = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(USER))
                .forEach(key -> users.put(key.substring(USER.length()), properties.getProperty(key)));
        return new BrokerSettings(
                properties.getProperty("host"),
                Integer.parseInt(properties.getProperty("port")),
                Path.of(properties.getProperty("folder")),
                users);
    }
}
