package dev.kontor.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A JSON value.
///
/// The questions that commands ask ([#at], [#text], [#number], [#items]) never fail: what is absent or of another kind
/// answers [Nil] or empty, so that an answer of a newer site with more or fewer members still prints.
public sealed interface Json {

    /// An object; members keep the order in which they were read.
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = new LinkedHashMap<>(members);
        }
    }

    record Arr(List<Json> values) implements Json {
        public Arr {
            values = List.copyOf(values);
        }
    }

    record Str(String value) implements Json {}

    /// A number in the digits in which it was written, so that printing it again changes nothing.
    record Num(String digits) implements Json {}

    record Bool(boolean value) implements Json {}

    /// `null`, and what is not there.
    record Nil() implements Json {}

    default Json at(String member) {
        return this instanceof Obj(Map<String, Json> members) ? members.getOrDefault(member, new Nil()) : new Nil();
    }

    /// The text of a member; numbers and truth values count as text too.
    default Optional<String> text(String member) {
        return at(member).asText();
    }

    default Optional<String> asText() {
        return switch (this) {
            case Str(String value) -> Optional.of(value);
            case Num(String digits) -> Optional.of(digits);
            case Bool(boolean value) -> Optional.of(Boolean.toString(value));
            case Obj _, Arr _, Nil _ -> Optional.empty();
        };
    }

    default OptionalLong number(String member) {
        if (!(at(member) instanceof Num(String digits))) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    default boolean is(String member) {
        return at(member) instanceof Bool(boolean value) && value;
    }

    /// The elements of this array, or of the array that is the given member.
    default List<Json> items(String member) {
        return at(member).elements();
    }

    default List<Json> elements() {
        return this instanceof Arr(List<Json> values) ? values : List.of();
    }

    /// Several answers wrap their list in an object, others are the list: this takes either.
    default List<Json> listOf(String member) {
        return this instanceof Arr ? elements() : items(member);
    }

    static Json of(@Nullable Object value) {
        return switch (value) {
            case null -> new Nil();
            case Json json -> json;
            case Boolean truth -> new Bool(truth);
            case Number number -> new Num(number.toString());
            case List<?> list -> {
                var values = new ArrayList<Json>(list.size());
                list.forEach(each -> values.add(of(each)));
                yield new Arr(values);
            }
            default -> new Str(value.toString());
        };
    }

    static ObjBuilder object() {
        return new ObjBuilder();
    }

    /// Collects members for a request; absent ones are left out.
    final class ObjBuilder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private ObjBuilder() {}

        public ObjBuilder with(String name, @Nullable Object value) {
            if (value != null) {
                members.put(name, of(value));
            }
            return this;
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
