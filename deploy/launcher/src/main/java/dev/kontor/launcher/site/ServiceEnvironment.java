package dev.kontor.launcher.site;

import java.util.Map;
import java.util.TreeMap;

/// Derives a service's environment from its site's setup. Pure.
public final class ServiceEnvironment {
    private ServiceEnvironment() {}

    public static Map<String, String> of(SiteSetup site, SiteService service) {
        Map<String, String> variables = new TreeMap<>();
        common(variables, site, service);
        listening(variables, site, service);
        database(variables, site, service);
        bus(variables, site.bus());
        switch (service) {
            case IDENTITY -> identity(variables, site);
            case DISCOVERY -> discovery(variables, site);
            case CONNECTOR -> {}
            case TRANSFER -> transfer(variables, site);
            case GATEWAY -> gateway(variables, site);
        }
        variables.putAll(site.extra().getOrDefault("*", Map.of()));
        variables.putAll(site.extra().getOrDefault(service.role(), Map.of()));
        return variables;
    }

    private static void common(Map<String, String> variables, SiteSetup site, SiteService service) {
        variables.put("KONTOR_SITE_LABEL", site.label());
        variables.put("KONTOR_DATA_DIR", site.folderOf(service).toString());
        variables.put("KONTOR_TRUST_DIR", site.trustFolder().toString());
        variables.put("KONTOR_IDENTITY_URL", site.urlOf(SiteService.IDENTITY));
        variables.put("KONTOR_DISCOVERY_URL", site.urlOf(SiteService.DISCOVERY));
        variables.put("KONTOR_CONNECTOR_URL", site.urlOf(SiteService.CONNECTOR));
        variables.put("KONTOR_TRANSFER_URL", site.urlOf(SiteService.TRANSFER));
    }

    private static void listening(Map<String, String> variables, SiteSetup site, SiteService service) {
        boolean gateway = service == SiteService.GATEWAY;
        variables.put("QUARKUS_HTTP_HOST", gateway ? site.reach().lanHost() : "127.0.0.1");
        variables.put(
                gateway ? "QUARKUS_HTTP_PORT" : "QUARKUS_HTTP_SSL_PORT",
                Integer.toString(site.ports().httpOf(service)));
        variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(site.ports().managementOf(service)));
    }

    private static void database(Map<String, String> variables, SiteSetup site, SiteService service) {
        DatabaseAccess.Login login = site.database().of(service);
        variables.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://" + site.database().location());
        variables.put(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://" + site.database().location());
        variables.put("QUARKUS_DATASOURCE_USERNAME", login.user());
        variables.put("QUARKUS_DATASOURCE_PASSWORD", login.password());
    }

    private static void bus(Map<String, String> variables, BusAccess bus) {
        variables.put("KONTOR_BUS_ADDRESS", bus.address());
        switch (bus) {
            case BusAccess.Amqp amqp -> {
                variables.put("KONTOR_BUS_CONNECTOR", "smallrye-amqp");
                variables.put("AMQP_HOST", amqp.host());
                variables.put("AMQP_PORT", Integer.toString(amqp.port()));
                variables.put("AMQP_USERNAME", amqp.user());
                variables.put("AMQP_PASSWORD", amqp.password());
            }
            case BusAccess.Kafka kafka -> {
                variables.put("KONTOR_BUS_CONNECTOR", "smallrye-kafka");
                variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
            }
        }
    }

    private static void identity(Map<String, String> variables, SiteSetup site) {
        variables.put("KONTOR_ORGANISATION_NAME", site.organisation());
        String variable = switch (site.keys()) {
            case KeyProtection.KeyFile _ -> "KONTOR_KEYS_KEY_FILE";
            case KeyProtection.Passphrase _ -> "KONTOR_KEYS_PASSPHRASE_FILE";
        };
        variables.put(variable, site.keys().file().toString());
    }

    private static void discovery(Map<String, String> variables, SiteSetup site) {
        variables.put("KONTOR_ORGANISATION_NAME", site.organisation());
        variables.put("KONTOR_DHT_HOST", site.reach().edgeHost());
        variables.put("KONTOR_DHT_PORT", Integer.toString(site.ports().dht()));
        variables.put("KONTOR_DHT_BOOTSTRAP", String.join(",", site.reach().bootstrap()));
        variables.put("KONTOR_PUBLIC_HOST", site.reach().publicHost());
        variables.put("KONTOR_PUBLIC_PORT", Integer.toString(site.reach().publicPort()));
    }

    private static void transfer(Map<String, String> variables, SiteSetup site) {
        variables.put("KONTOR_DATA_HOST", "127.0.0.1");
        variables.put("KONTOR_DATA_PORT", Integer.toString(site.ports().content()));
    }

    private static void gateway(Map<String, String> variables, SiteSetup site) {
        variables.put("KONTOR_EDGE_HOST", site.reach().edgeHost());
        variables.put("KONTOR_EDGE_PORT", Integer.toString(site.ports().edge()));
        variables.put("KONTOR_DATA_ADDRESS", "127.0.0.1:" + site.ports().content());
        variables.put("QUARKUS_OIDC_AUTH_SERVER_URL", site.signIn().issuer());
        variables.put("QUARKUS_OIDC_CLIENT_ID", site.signIn().clientId());
        variables.put("QUARKUS_OIDC_CREDENTIALS_SECRET", site.signIn().clientSecret());
        // Cookies do not know ports: two sites on one host need names of their own.
        variables.put("QUARKUS_OIDC_AUTHENTICATION_COOKIE_SUFFIX", site.label());
    }
}
