package dev.kontor.cli.gateway;

/// Where bearer tokens come from. Safe for use by several threads.
public interface Tokens {

    /// A token to send now.
    String current();

    /// Tells that the gateway refused this token; answers whether asking [#current] again may help.
    boolean refused(String token);

    /// One token that the user gave; it cannot be replaced.
    static Tokens fixed(String token) {
        return new Tokens() {
            @Override
            public String current() {
                return token;
            }

            @Override
            public boolean refused(String refused) {
                return false;
            }
        };
    }
}
