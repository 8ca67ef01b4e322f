package dev.kontor.transfer;

import dev.kontor.kit.enrol.Enrolment;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the transfer-service: waits for the database, enrols with identity-service, runs.
@QuarkusMain
public final class TransferMain {
    TransferMain() {}

    public static void main(String... args) {
        Enrolment.run("transfer-service", args);
    }
}
