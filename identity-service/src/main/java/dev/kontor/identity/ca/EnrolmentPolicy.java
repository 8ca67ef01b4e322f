package dev.kontor.identity.ca;

import dev.kontor.wire.id.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which services may enrol, and the names that each may have in its certificate. A name of one service is refused to
/// every other; a host name of a deployment must begin with the service's own name (`identity-service.kontor.svc`).
public record EnrolmentPolicy(SiteId site) {
    public static final String IDENTITY = "identity-service";
    private static final Set<String> SERVICES =
            Set.of(IDENTITY, "discovery-service", "connector-service", "transfer-service", "gateway-service");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final int MAX_NAMES = 16;

    /// The names in a certificate.
    ///
    /// @param service the role, which is the subject's common name
    public record Names(String service, List<String> dns, List<String> addresses, String uri) {}

    /// The names that the service gets, or nothing when it may not have one of the wanted ones. Names that hold the
    /// siteId are added here, because a service that enrols for the first time does not know it yet.
    public Optional<Names> names(String service, List<String> wanted) {
        if (!SERVICES.contains(service) || wanted.size() > MAX_NAMES) {
            return Optional.empty();
        }
        List<String> dns = new ArrayList<>(List.of(service, "localhost"));
        dns.addAll(siteNames(service));
        List<String> addresses = new ArrayList<>(List.of("127.0.0.1"));
        for (String name : wanted) {
            if (dns.contains(name) || addresses.contains(name)) {
                continue;
            }
            if (!name.startsWith(service + ".") || !HOST.matcher(name).matches()) {
                return Optional.empty();
            }
            dns.add(name);
        }
        return Optional.of(
                new Names(service, List.copyOf(dns), List.copyOf(addresses), "kontor://" + site + "/" + service));
    }

    private List<String> siteNames(String service) {
        return switch (service) {
            case IDENTITY -> List.of("identity." + site + ".kontor");
            case "gateway-service" -> List.of(site + ".kontor");
            case "transfer-service" -> List.of("data." + site + ".kontor");
            default -> List.of();
        };
    }
}
