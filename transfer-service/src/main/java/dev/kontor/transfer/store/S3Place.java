package dev.kontor.transfer.store;

import java.net.URI;
import java.util.Optional;

/// Where on an S3-compatible server pieces are kept, and as whom.
///
/// @param endpoint of the server; empty for the one that AWS has for the region
/// @param prefix of all keys; empty, or ends with a slash
/// @param pathStyle whether the bucket is in the path and not in the host name
public record S3Place(
        Optional<URI> endpoint, String region, String bucket, String prefix, boolean pathStyle, Credentials as) {
    public S3Place {
        if (bucket.isBlank() || region.isBlank()) {
            throw new IllegalArgumentException("an S3 store needs a bucket and a region");
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("the prefix '" + prefix + "' must end with a slash");
        }
        endpoint.ifPresent(S3Place::requireHttp);
    }

    private static void requireHttp(URI endpoint) {
        boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        if (!http || endpoint.getHost() == null) {
            throw new IllegalArgumentException("'" + endpoint + "' is no http:// or https:// address of an S3 server");
        }
    }

    /// Never printed.
    public record Credentials(String accessKey, String secretKey) {
        public Credentials {
            if (accessKey.isBlank() || secretKey.isBlank()) {
                throw new IllegalArgumentException("an S3 store needs an access key and a secret key");
            }
        }

        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }

    String address() {
        return endpoint.map(URI::toString).orElse("AWS " + region) + "/" + bucket;
    }
}
