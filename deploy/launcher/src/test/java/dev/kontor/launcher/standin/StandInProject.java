package dev.kontor.launcher.standin;

import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.site.SiteService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A project folder whose services are stand-ins.
public final class StandInProject {
    private StandInProject() {}

    public static Installation at(Path root) throws IOException {
        for (SiteService service : SiteService.values()) {
            jar(root.resolve(service.role()).resolve("target/quarkus-app/quarkus-run.jar"));
        }
        return new Installation(
                root, root.resolve("home"), root.resolve("cache"), Path.of(System.getProperty("java.home")));
    }

    /// A runnable jar of the stand-in.
    public static Path jar(Path jar) throws IOException {
        Files.createDirectories(jar.resolveSibling("."));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        String name = StandInService.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream bytes = StandInProject.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            if (bytes == null) {
                throw new IOException("no class file " + name);
            }
            bytes.transferTo(out);
        }
        return jar;
    }
}
