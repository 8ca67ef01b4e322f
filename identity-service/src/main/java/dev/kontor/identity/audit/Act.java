package dev.kontor.identity.audit;

/// An act that somebody may have to answer for.
///
/// @param actor the signed-in person or client, else the site that did it
/// @param verb what is done: `partner.approve`
/// @param subject to what, as the caller named it
public record Act(String actor, String verb, String subject) {
    private static final int MAX_CHARACTERS = 200;

    public Act {
        actor = fitting(actor);
        subject = fitting(subject);
    }

    private static String fitting(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ").strip();
        String named = printable.isEmpty() ? "unknown" : printable;
        return named.length() <= MAX_CHARACTERS ? named : named.substring(0, MAX_CHARACTERS);
    }
}
