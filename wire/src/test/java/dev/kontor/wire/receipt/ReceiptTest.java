package dev.kontor.wire.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.sign.SignedRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    private final SignedRecord receipt = Samples.signedReceipt();

    @Test
    void believesTheReceiverOnly() {
        assertEquals(Samples.receipt(), Receipt.verified(receipt, Samples.OTHER_SITE.verifyKey()));
        assertEquals(receipt.digest(), Receipt.id(receipt));
        SignedRecord bySender = Samples.receipt().sign(Samples.SITE);
        assertThrows(MalformedException.class, () -> Receipt.verified(bySender, Samples.SITE.verifyKey()));
        assertThrows(MalformedException.class, () -> Receipt.verified(bySender, Samples.OTHER_SITE.verifyKey()));
    }

    @Test
    void believesTheSendersCountersignatureOfThisReceiptOnly() {
        SignedRecord record = Samples.countersignature().sign(Samples.SITE);
        assertEquals(Samples.countersignature(), Countersignature.verified(record, receipt, Samples.SITE.verifyKey()));
        SignedRecord another = Samples.receipt().sign(Samples.SITE);
        assertThrows(
                MalformedException.class, () -> Countersignature.verified(record, another, Samples.SITE.verifyKey()));
        SignedRecord forged = Samples.countersignature().sign(Samples.OTHER_SITE);
        assertThrows(
                MalformedException.class,
                () -> Countersignature.verified(forged, receipt, Samples.OTHER_SITE.verifyKey()));
    }

    @Test
    void holdsTheCheckpointOfWhoSignedItOnly() {
        SignedRecord theirs = Samples.otherCheckpoint().sign(Samples.OTHER_SITE);
        SignedRecord ours = Samples.checkpoint().sign(Samples.SITE);
        SignedRecord forged = Samples.otherCheckpoint().sign(Samples.SITE);
        Receipt.verified(Samples.receipt().with(theirs).sign(Samples.OTHER_SITE), Samples.OTHER_SITE.verifyKey());
        for (SignedRecord wrong : List.of(ours, forged, receipt)) {
            SignedRecord record = Samples.receipt().with(wrong).sign(Samples.OTHER_SITE);
            assertThrows(MalformedException.class, () -> Receipt.verified(record, Samples.OTHER_SITE.verifyKey()));
        }
        Countersignature bare = Samples.countersignature();
        Countersignature.verified(bare.with(ours).sign(Samples.SITE), receipt, Samples.SITE.verifyKey());
        SignedRecord swapped = bare.with(theirs).sign(Samples.SITE);
        assertThrows(
                MalformedException.class, () -> Countersignature.verified(swapped, receipt, Samples.SITE.verifyKey()));
    }
}
