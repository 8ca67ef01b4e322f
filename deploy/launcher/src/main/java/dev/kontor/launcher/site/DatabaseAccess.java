package dev.kontor.launcher.site;

import java.util.Map;

/// A site's database.
///
/// @param location what follows `postgresql://` and `jdbc:postgresql://`: `host:port/database`
/// @param logins who each service is there
public record DatabaseAccess(String location, Map<SiteService, Login> logins) {
    public DatabaseAccess {
        logins = Map.copyOf(logins);
    }

    /// A name and its password.
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + ", …]";
        }
    }

    Login of(SiteService service) {
        Login login = logins.get(service);
        if (login == null) {
            throw new IllegalStateException("no database login for " + service.role());
        }
        return login;
    }
}
