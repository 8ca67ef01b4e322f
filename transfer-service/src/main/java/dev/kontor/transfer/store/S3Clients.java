package dev.kontor.transfer.store;

import dev.kontor.wire.bytes.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Clients of S3 servers, with deadlines and a bounded, jittered retry, that use nothing which only AWS has.
final class S3Clients {
    // Our choice.
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(90);
    private static final int ATTEMPTS = 4;

    private S3Clients() {}

    static S3Client client(S3Place place) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(place.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        place.as().accessKey(), place.as().secretKey())))
                .forcePathStyle(place.pathStyle())
                // A piece is checked by its name; checksums of AWS' own are not understood everywhere.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .overrideConfiguration(override -> override.apiCallTimeout(CALL)
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .build());
        place.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    static PutObjectResponse put(S3Client client, String bucket, String key, Path file) {
        return client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
    }

    static PutObjectResponse put(S3Client client, String bucket, String key, byte[] bytes) {
        return client.putObject(
                request -> request.bucket(bucket).key(key),
                RequestBody.fromBytes(Bytes.of(bytes).toArray()));
    }
}
