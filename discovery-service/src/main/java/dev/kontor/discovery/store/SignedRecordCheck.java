package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.value.ValueRecord;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.NameAnnouncement;
import dev.kontor.wire.descriptor.Provider;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;

/// The check of the real network: a descriptor lies under its site's key and its organisation's key, a name
/// announcement under its name's key, a provider record under its storage key, a value beside its client's key, and
/// nothing else lies anywhere. The key is compared first, because that costs no signature.
public final class SignedRecordCheck implements RecordCheck {
    @Override
    public Checked check(Key key, Bytes signed, Instant now) {
        try {
            if (ValueRecord.isOne(signed)) {
                return value(key, signed, now);
            }
            SignedRecord record = SignedRecord.parse(signed);
            return switch (record.type()) {
                case RecordType type when type == Descriptor.TYPE -> descriptor(key, record, now);
                case RecordType type when type == NameAnnouncement.TYPE -> announcement(key, record, now);
                case RecordType type when type == Provider.TYPE -> provider(key, record, now);
                default -> new Checked.False("a record of type " + record.type() + " has no place here");
            };
        } catch (MalformedException malformed) {
            return new Checked.False(malformed.reason());
        }
    }

    private static Checked descriptor(Key key, SignedRecord record, Instant now) {
        Descriptor claimed = Descriptor.decode(record.payload());
        boolean underSite = RecordKey.ofSite(claimed.siteId()).equals(key);
        if (!underSite && !RecordKey.ofOrganisation(claimed.orgId()).equals(key)) {
            return new Checked.False("a descriptor under another key");
        }
        return switch (Descriptor.verify(record, now)) {
            case Verdict.Verified<Descriptor>(Descriptor descriptor, var _) ->
                genuine(key, descriptor.siteId(), descriptor.validity(), record);
            case Verdict.Refused<Descriptor>(Verdict.Reason reason, var _)
            when underSite && reason == Verdict.Reason.NEEDS_LOG ->
                genuine(key, claimed.siteId(), claimed.validity(), record);
            case Verdict.Refused<Descriptor>(Verdict.Reason reason, String detail) ->
                new Checked.False(reason + ": " + detail);
        };
    }

    private static Checked announcement(Key key, SignedRecord record, Instant now) {
        NameAnnouncement claimed = NameAnnouncement.decode(record.payload());
        if (!RecordKey.ofName(claimed.name().text()).equals(key)) {
            return new Checked.False("an announcement under another key");
        }
        return switch (NameAnnouncement.verify(record, now)) {
            case Verdict.Verified<NameAnnouncement>(NameAnnouncement announcement, var _) ->
                genuine(key, announcement.siteId(), announcement.validity(), record);
            case Verdict.Refused<NameAnnouncement>(Verdict.Reason reason, String detail) ->
                new Checked.False(reason + ": " + detail);
        };
    }

    private static Checked provider(Key key, SignedRecord record, Instant now) {
        Provider claimed = Provider.decode(record.payload());
        if (!RecordKey.ofProvider(claimed.storageKey()).equals(key)) {
            return new Checked.False("a provider record under another key");
        }
        return switch (Provider.verify(record, now)) {
            case Verdict.Verified<Provider>(Provider provider, var _) ->
                genuine(key, provider.siteId(), provider.validity(), record);
            case Verdict.Refused<Provider>(Verdict.Reason reason, String detail) ->
                new Checked.False(reason + ": " + detail);
        };
    }

    private static Checked value(Key key, Bytes signed, Instant now) {
        ValueRecord value = ValueRecord.verify(signed, now);
        return value.key().place(value.part()).equals(key)
                ? new Checked.Genuine(
                        new KeptRecord(key, value.node().bytes(), value.sequence(), value.expiresAt(), signed))
                : new Checked.False("a value under another key");
    }

    private static Checked genuine(Key key, SiteId publisher, Validity validity, SignedRecord record) {
        return new Checked.Genuine(
                new KeptRecord(key, publisher.bytes(), validity.sequence(), validity.expiresAt(), record.encoded()));
    }
}
