package dev.kontor.launcher.demo;

/// A step of the story did not hold. The message says what was expected and what was found.
public final class StoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoryException(String message) {
        super(message);
    }

    /// Checks an expectation.
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new StoryException(otherwise);
        }
    }
}
