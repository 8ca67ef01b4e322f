package dev.kontor.launcher.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/// The broker's `main`: an embedded Artemis with a journal on disk, AMQP alone, and passwords.
///
/// Messages that were refused three times go to `DLQ.<address>`, where they stay visible. The broker never blocks a
/// producer because a disk is getting full, for the services' outboxes are on the same disk and hold the events anyway.
public final class BrokerProcess {
    private static final int DELIVERY_ATTEMPTS = 3;
    private static final long REDELIVERY_DELAY_MILLIS = 200;
    private static final long MAX_BYTES_IN_MEMORY = 32L * 1024 * 1024;

    private BrokerProcess() {}

    @SuppressWarnings("PMD.SignatureDeclareThrowsException")
    public static void main(String... arguments) throws Exception {
        BrokerSettings settings = BrokerSettings.read(Path.of(arguments[0]));
        var server = new ActiveMQServerImpl(configuration(settings), securityManager(settings));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop broker"));
        server.start();
        if (!server.waitForActivation(30, TimeUnit.SECONDS)) {
            System.err.println("The broker did not start within 30 s.");
            Runtime.getRuntime().halt(1);
        }
    }

    private static void stop(ActiveMQServerImpl server) {
        try {
            server.stop();
        } catch (Exception failure) { // Artemis declares it so; the process is ending anyway
            System.err.println("The broker did not stop in order: " + failure);
        }
    }

    static Configuration configuration(BrokerSettings settings) throws Exception {
        Path folder = settings.folder();
        Configuration configuration = new ConfigurationImpl()
                .setName("kontor")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalMinFiles(2)
                .setJournalFileSize(2 * 1024 * 1024)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setMaxDiskUsage(-1)
                .setSecurityEnabled(true)
                .setSecurityInvalidationInterval(60_000)
                .setJMXManagementEnabled(false)
                .setThreadPoolMaxSize(8)
                .setScheduledThreadPoolMaxSize(2)
                .addAcceptorConfiguration(
                        "amqp",
                        "tcp://" + settings.host() + ":" + settings.port()
                                + "?protocols=AMQP;amqpCredits=200;amqpLowCredits=50;nioRemotingThreads=2;useEpoll=false;useKQueue=false");
        configuration.addAddressSetting("#", addressSettings());
        roles(settings).forEach(configuration::putSecurityRoles);
        return configuration;
    }

    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setMaxDeliveryAttempts(DELIVERY_ATTEMPTS)
                .setRedeliveryDelay(REDELIVERY_DELAY_MILLIS)
                .setDeadLetterAddress(org.apache.activemq.artemis.api.core.SimpleString.of("DLQ"))
                .setAutoCreateDeadLetterResources(true)
                .setDeadLetterQueuePrefix(org.apache.activemq.artemis.api.core.SimpleString.of("DLQ."))
                .setMaxSizeBytes(MAX_BYTES_IN_MEMORY);
    }

    /// The user of a site reaches its own addresses and the dead letters.
    private static Map<String, Set<Role>> roles(BrokerSettings settings) {
        Map<String, Set<Role>> roles = new HashMap<>();
        settings.users().keySet().forEach(user -> {
            Set<Role> own = Set.of(allowed(user));
            roles.put("kontor." + user + ".#", own);
        });
        Set<Role> everyone = settings.users().keySet().stream()
                .map(BrokerProcess::allowed)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        roles.put("DLQ.#", everyone);
        roles.put("DLQ", everyone);
        return roles;
    }

    private static Role allowed(String user) {
        return new Role(user, true, true, true, true, true, true, false, true, true, true, false, false);
    }

    private static ActiveMQJAASSecurityManager securityManager(BrokerSettings settings) {
        var users = new SecurityConfiguration();
        settings.users().forEach((user, password) -> {
            users.addUser(user, password);
            users.addRole(user, user);
        });
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }
}
