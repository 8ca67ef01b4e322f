package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.util.Base64;
import java.util.List;

/// The ASiCManifest (ETSI EN 319 162-1 annex A.4): every file of the container with its SHA-256. There is one for a
/// list of files, so a reader writes it again and compares; no XML is ever parsed.
@SuppressWarnings("InlineFormatString") // a page of text reads better by itself
final class ManifestXml {
    static final String NAME = "META-INF/ASiCManifest.xml";

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
              <asic:SigReference URI="META-INF/signature.p7s" MimeType="application/pkcs7-signature"/>
            """;
    private static final String FILE = """
              <asic:DataObjectReference URI="%s" MimeType="%s">
                <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                <ds:DigestValue>%s</ds:DigestValue>
              </asic:DataObjectReference>
            """;
    private static final String TAIL = "</asic:ASiCManifest>\n";

    private ManifestXml() {}

    static Bytes of(List<Part> files) {
        StringBuilder xml = new StringBuilder(HEAD);
        for (Part file : files) {
            byte[] digest = Sha256.digest(file.content()).toArray();
            xml.append(FILE.formatted(
                    file.name(), mediaType(file.name()), Base64.getEncoder().encodeToString(digest)));
        }
        return Bytes.utf8(xml.append(TAIL).toString());
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "cose" -> "application/cose";
            case "cbor" -> "application/cbor";
            case "pem" -> "application/pem-certificate-chain";
            default -> "text/plain";
        };
    }
}
