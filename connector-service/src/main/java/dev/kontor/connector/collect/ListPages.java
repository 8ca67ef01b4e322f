package dev.kontor.connector.collect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.connector.fetch.SourceAnswer;
import dev.kontor.connector.fetch.SourceClient;
import dev.kontor.connector.fetch.SourceFault;
import dev.kontor.connector.fetch.SourceFault.Reason;
import dev.kontor.connector.fetch.Validators;
import dev.kontor.connector.source.HttpSource;
import dev.kontor.connector.source.ListRules;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a source's list, page after page, into items.
///
/// The first page is asked for again at the end: if the source says that it changed in between, the pages do not
/// belong together and the poll must not become a snapshot.
final class ListPages {
    private static final String JSON = "application/json, */*;q=0.1";

    private final SourceClient client;
    private final HttpSource source;
    private final ListRules rules;
    private final ObjectMapper json;
    private final List<Item> items = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    /// One item of a list.
    record Item(String id, URI url, @Nullable String version) {}

    ListPages(SourceClient client, HttpSource source, ListRules rules, ObjectMapper json) {
        this.client = client;
        this.source = source;
        this.rules = rules;
        this.json = json;
    }

    /// All items of all pages.
    List<Item> read() throws SourceFault {
        Optional<URI> page = Optional.of(source.url());
        Validators first = Validators.NONE;
        int pages = 0;
        while (page.isPresent()) {
            if (++pages > client.limits().pages()) {
                throw new SourceFault(
                        Reason.TOO_LARGE,
                        "the list has more than " + client.limits().pages() + " pages");
            }
            Page read = page(page.get());
            first = pages == 1 ? read.validators() : first;
            page = read.next();
        }
        if (pages > 1) {
            checkUnchanged(first);
        }
        return List.copyOf(items);
    }

    private record Page(Validators validators, Optional<URI> next) {}

    private Page page(URI url) throws SourceFault {
        SourceAnswer answer =
                client.get(url, JSON, Validators.NONE, client.limits().listPage());
        if (!(answer instanceof SourceAnswer.Document document)) {
            throw new SourceFault(Reason.WRONG_STATUS, "the source answered 304 to a request without condition");
        }
        JsonNode tree = tree(document.body());
        JsonNode array = tree.at(rules.items());
        if (!array.isArray()) {
            throw new SourceFault(
                    Reason.NOT_A_LIST, "no array at '" + rules.items() + "' in the answer to GET " + url.getPath());
        }
        for (JsonNode node : array) {
            add(url, node);
        }
        return new Page(document.validators(), next(url, document, tree));
    }

    private Optional<URI> next(URI url, SourceAnswer.Document document, JsonNode tree) throws SourceFault {
        Optional<String> inBody = rules.next().flatMap(pointer -> text(tree, pointer));
        return inBody.isPresent() ? Optional.of(client.resolve(url, inBody.get())) : document.next();
    }

    private JsonNode tree(InputStream body) throws SourceFault {
        try (body) {
            return json.readTree(body);
        } catch (SourceFault fault) {
            throw fault;
        } catch (JsonProcessingException malformed) {
            throw new SourceFault(
                    Reason.NOT_A_LIST, "the list is not JSON: " + malformed.getOriginalMessage(), malformed);
        } catch (IOException broken) {
            throw new SourceFault(Reason.CUT_SHORT, "the list broke off", broken);
        }
    }

    private void add(URI page, JsonNode node) throws SourceFault {
        if (items.size() >= client.limits().items()) {
            throw new SourceFault(
                    Reason.TOO_LARGE,
                    "the list has more than " + client.limits().items() + " items");
        }
        String id = text(node, rules.id())
                .orElseThrow(() -> new SourceFault(
                        Reason.BAD_ITEM, "item " + items.size() + " of the list has nothing at '" + rules.id() + "'"));
        if (!ids.add(id)) {
            throw new SourceFault(
                    Reason.CHANGED_WHILE_READ, "the list names one item twice, so it changed between its pages");
        }
        Optional<String> href = rules.href().flatMap(pointer -> text(node, pointer));
        URI url = href.isPresent() ? client.resolve(page, href.get()) : below(id);
        items.add(new Item(
                id, url, rules.version().flatMap(pointer -> text(node, pointer)).orElse(null)));
    }

    private URI below(String id) throws SourceFault {
        String base = source.url().getRawPath().replaceFirst("/+$", "");
        return client.resolve(source.url(), base + "/" + EntryPaths.of(id, "").toUri());
    }

    private void checkUnchanged(Validators first) throws SourceFault {
        if (first.usable()
                && client.get(source.url(), JSON, first, client.limits().listPage())
                        instanceof SourceAnswer.Document changed) {
            close(changed.body());
            throw new SourceFault(Reason.CHANGED_WHILE_READ, "the list changed while its pages were read");
        }
    }

    private static void close(InputStream body) throws SourceFault {
        try {
            body.close();
        } catch (IOException broken) {
            throw new SourceFault(Reason.CUT_SHORT, "the list broke off", broken);
        }
    }

    private static Optional<String> text(JsonNode node, JsonPointer pointer) {
        JsonNode found = node.at(pointer);
        return found.isValueNode() && !found.isNull() ? Optional.of(found.asText()) : Optional.empty();
    }
}
