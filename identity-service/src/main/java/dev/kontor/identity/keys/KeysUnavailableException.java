package dev.kontor.identity.keys;

/// The keys cannot be opened. The message of one from [Keystore] is a sentence for an operator: what is wrong and
/// what to do.
public final class KeysUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public KeysUnavailableException(String sentence) {
        super(sentence);
    }

    public KeysUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
