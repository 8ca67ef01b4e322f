package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Our organisation as the site tells it, checked here: what is signed with the words follows what the log itself says.
record Ours(Json answer, OrgLog log, OrgState state) {
    private static final ApiPath PATH = ApiPath.of("api", "v1", "organisation");
    private static final String WHAT = "organisation";

    static Ours ask(Gateway gateway) {
        return of(gateway.get(PATH, WHAT));
    }

    static Ours commit(Gateway gateway, Json kit) {
        return of(gateway.post(ApiPath.of("api", "v1", "organisation", "kit"), kit, WHAT));
    }

    static Ours change(Gateway gateway, Json wish) {
        return of(gateway.post(ApiPath.of("api", "v1", "organisation", "changes"), wish, WHAT));
    }

    static Ours prepareSuccessor(Gateway gateway) {
        Json nothing = Json.object().build();
        return of(gateway.post(ApiPath.of("api", "v1", "organisation", "successor"), nothing, WHAT));
    }

    static Ours put(Gateway gateway, OrgLog log, @Nullable SignedRecord endorsement) {
        Json body = Json.object()
                .with("log", log.encode().base64Url())
                .with(
                        "endorsement",
                        endorsement == null ? null : endorsement.encoded().base64Url())
                .build();
        return of(gateway.put(ApiPath.of("api", "v1", "organisation", "log"), body, WHAT));
    }

    private static Ours of(Json answer) {
        OrgLog log = read(Bytes.fromBase64Url(answer.text("log").orElse("")));
        return new Ours(answer, log, log.replay());
    }

    /// A log from anywhere.
    static OrgLog read(Bytes encoded) {
        try {
            OrgLog log = OrgLog.decode(encoded);
            log.replay();
            return log;
        } catch (MalformedException e) {
            throw new Failure(Exit.INTEGRITY, "That is no organisation's log that holds: " + e.reason() + ".", null, e);
        }
    }

    /// The site that answers.
    VerifyKey site() {
        return answer.items("sites").stream()
                .filter(each -> each.is("own"))
                .flatMap(each -> each.text("siteKey").stream())
                .map(text -> new VerifyKey(Bytes.fromBase64Url(text)))
                .findFirst()
                .orElseThrow(() -> new Failure(Exit.INTEGRITY, "The site does not say which site it is."));
    }

    SiteId siteId() {
        return SiteId.of(site());
    }

    Optional<VerifyKey> successor() {
        return answer.text("successor").map(text -> new VerifyKey(Bytes.fromBase64Url(text)));
    }

    boolean nextRootHere() {
        return answer.is("nextRootHere");
    }

    boolean restart() {
        return answer.is("restart");
    }
}
