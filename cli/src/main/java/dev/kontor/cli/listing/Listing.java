package dev.kontor.cli.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.gateway.Unreachable;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import dev.kontor.wire.address.EntryPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A portion of what lies directly in a folder. A gateway gives long listings in portions, each beginning after the
/// last name of the one before.
///
/// @param snapshot the snapshot that it lists; two portions of different snapshots do not belong together
/// @param headers of the answer
public record Listing(Json raw, String snapshot, List<Item> items, HttpHeaders headers) {

    private static final Map<String, String> ACCEPT = Map.of("Accept", "application/json");

    public Listing {
        items = List.copyOf(items);
    }

    /// The first portion.
    public static Listing first(Gateway gateway, Location location, EntryPath folder) {
        return read(gateway, location, location.folder(folder));
    }

    /// The portion after this one, if any.
    public Optional<Listing> next(Gateway gateway, Location location, EntryPath folder) {
        if (raw.text("next").isEmpty() || items.isEmpty()) {
            return Optional.empty();
        }
        Item last = items.getLast();
        String name = last.name() + (last.folder() ? "/" : "");
        return Optional.of(read(gateway, location, location.folder(folder).query("after", name)));
    }

    private static Listing read(Gateway gateway, Location location, ApiPath path) {
        try {
            HttpResponse<InputStream> response = gateway.fetch("GET", path, ACCEPT);
            if (response.statusCode() != 200) {
                throw Gateway.problem(response).toFailure(location.toString());
            }
            try (InputStream body = response.body()) {
                return of(JsonText.read(body), response.headers(), location);
            }
        } catch (JsonProcessingException e) {
            throw noListing(location);
        } catch (IOException e) {
            throw Unreachable.failure("the gateway", gateway.base(), e);
        }
    }

    private static Listing of(Json answer, HttpHeaders headers, Location location) {
        Optional<String> snapshot = answer.text("snapshot");
        if (snapshot.isEmpty() || !(answer.at("entries") instanceof Json.Arr)) {
            throw noListing(location);
        }
        return new Listing(
                answer,
                snapshot.get(),
                answer.items("entries").stream().map(Item::of).toList(),
                headers);
    }

    private static Failure noListing(Location location) {
        return new Failure(
                Exit.FAILED,
                location + " has no listing; a live namespace answers requests and holds nothing.",
                "Ask for a document of it: kontor get " + location + "/PATH");
    }
}
