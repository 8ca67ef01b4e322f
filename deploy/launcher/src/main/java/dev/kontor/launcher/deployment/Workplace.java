package dev.kontor.launcher.deployment;

import dev.kontor.launcher.aot.StartUpCache;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.process.Supervisor;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.site.DatabaseAccess;
import dev.kontor.launcher.site.SiteService;
import dev.kontor.launcher.state.InstanceFolder;
import dev.kontor.launcher.state.ProcessState;
import dev.kontor.launcher.state.StateJournal;

/// What everything that starts an instance works with.
record Workplace(
        Installation installation,
        InstanceFolder folder,
        StateJournal journal,
        Supervisor supervisor,
        StartUpCache cache,
        Progress progress) {

    /// Enters a process into the state file; done before it starts, so that a crash of the launcher hides nothing.
    void record(ProcessState process) {
        journal.change(state -> state.with(process));
    }

    DatabaseAccess.Login databaseLogin(SitePlan site, SiteService service) {
        String user = site.databaseName() + "_" + service.schema();
        return new DatabaseAccess.Login(
                user, folder.secrets().key("postgres." + site.label() + "." + service.schema()));
    }

    String brokerPassword(SitePlan site) {
        return folder.secrets().key("broker." + site.label());
    }

    String clientSecret(String site, String client) {
        return folder.secrets().key(clientName(site, client));
    }

    String userPassword(String site, String user) {
        return folder.secrets().password(userName(site, user));
    }

    static String clientName(String site, String client) {
        return site + ".client." + client;
    }

    static String userName(String site, String user) {
        return site + ".user." + user;
    }
}
