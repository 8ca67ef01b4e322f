package dev.kontor.discovery.node;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.node.Pending.Inquiry;
import dev.kontor.discovery.routing.Contact;
import java.time.Instant;

/// Tells whoever asked what became of a request.
record Outcomes(Searches searches, Offers offers) {
    void onAnswer(Purpose purpose, Contact contact, Packet.Reply reply, Instant now) {
        switch (purpose) {
            case Purpose.Searching(long search)
            when reply.answer() instanceof Answer.Found found ->
                searches.onFound(search, new Heard(contact, reply.token(), found), now);
            case Purpose.Paging paging
            when reply.answer() instanceof Answer.Found found ->
                searches.onPage(paging, new Heard(contact, reply.token(), found), now);
            case Purpose.Searching _, Purpose.Paging _ -> onSilence(purpose, contact, now);
            case Purpose.Offering(long offer, var _) -> offers.onAnswer(offer, contact, reply.answer());
            case Purpose.Probing _ -> {}
        }
    }

    void onLate(Inquiry inquiry, Instant now) {
        Contact contact = inquiry.contact();
        if (contact == null) {
            return;
        }
        switch (inquiry.purpose()) {
            case Purpose.Searching(long search) -> searches.onLate(search, contact, now);
            case Purpose.Paging paging -> searches.onPageLate(paging.lookup(), inquiry, now);
            case Purpose.Offering _ -> offers.onLate(inquiry, now);
            case Purpose.Probing _ -> {}
        }
    }

    void onSilence(Purpose purpose, Contact contact, Instant now) {
        switch (purpose) {
            case Purpose.Searching(long search) -> searches.onSilence(search, contact, now);
            case Purpose.Paging paging -> searches.onPageLost(paging.lookup(), now);
            case Purpose.Offering(long offer, var _) -> offers.onSilence(offer);
            case Purpose.Probing _ -> {}
        }
    }
}
