package dev.kontor.launcher.site;

/// How a site's gateway uses its OIDC provider.
public record SignInAccess(String issuer, String clientId, String clientSecret) {
    @Override
    public String toString() {
        return "SignInAccess[" + clientId + "@" + issuer + "]";
    }
}
