package dev.kontor.transfer.store;

import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What an S3 server's refusals mean for a store.
final class S3Errors {
    private static final int MOVED = 301;
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    private static final int SERVER_FAULT = 500;
    private static final int NO_ROOM = 507;

    private final S3Place place;

    S3Errors(S3Place place) {
        this.place = place;
    }

    /// Runs a request and explains how it failed.
    <T> T explained(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (S3Exception refused) {
            throw explained(refused);
        } catch (SdkClientException unreachable) {
            throw new StoreAwayException(
                    "the S3 store at " + place.address() + " cannot be reached: " + root(unreachable), unreachable);
        }
    }

    static boolean absent(S3Exception refused) {
        return refused.statusCode() == NOT_FOUND;
    }

    private IOException explained(S3Exception refused) {
        String code = refused.awsErrorDetails() == null
                ? "status " + refused.statusCode()
                : String.valueOf(refused.awsErrorDetails().errorCode());
        if (refused.statusCode() == NO_ROOM || code.contains("StorageFull") || code.contains("QuotaExceeded")) {
            return new StoreFullException("the S3 store at " + place.address() + " is full: " + code, cause(refused));
        }
        String told = "the S3 store at " + place.address() + " refuses: " + code + advice(refused.statusCode(), code);
        boolean passing = refused.statusCode() >= SERVER_FAULT || refused.statusCode() <= FORBIDDEN;
        return passing ? new StoreAwayException(told, refused) : new IOException(told, refused);
    }

    private String advice(int status, String code) {
        if (status == FORBIDDEN || status == UNAUTHORISED) {
            return "; check the access key, the secret key and what they are allowed in bucket " + place.bucket();
        }
        if (status == NOT_FOUND) {
            return code.equals("NoSuchKey") ? "" : "; there is no bucket " + place.bucket() + ", create it first";
        }
        return status == MOVED ? "; the bucket is in another region than " + place.region() : "";
    }

    private static IOException cause(S3Exception refused) {
        return new IOException(refused);
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
