package dev.kontor.transfer.rig;

import dev.kontor.transfer.store.S3Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// A real S3 server over a folder, which checks signatures of version 4.
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "pieces-of-a-site";
    public static final S3Place.Credentials CREDENTIALS = new S3Place.Credentials("site", "a secret of the site");

    private final S3Proxy proxy;
    private final Path folder;

    private S3Server(S3Proxy proxy, Path folder) {
        this.proxy = proxy;
        this.folder = folder;
    }

    public static S3Server start(Path folder) throws IOException {
        return start(folder, 0);
    }

    /// Serves a folder.
    ///
    /// @param port 0 for any free one
    public static S3Server start(Path folder, int port) throws IOException {
        Files.createDirectories(folder.resolve(BUCKET));
        try {
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V4, CREDENTIALS.accessKey(), CREDENTIALS.secretKey())
                    .build();
            proxy.start();
            return new S3Server(proxy, folder);
        } catch (Exception failure) {
            throw new IOException("the S3 server does not start", failure);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    public int port() {
        return proxy.getPort();
    }

    /// The bucket as a folder.
    public Path bucket() {
        return folder.resolve(BUCKET);
    }

    public S3Place place() {
        return place(BUCKET, CREDENTIALS);
    }

    public S3Place place(String bucket, S3Place.Credentials as) {
        return new S3Place(Optional.of(endpoint()), "us-east-1", bucket, "one/", true, as);
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("the S3 server does not stop", failure);
        }
    }
}
