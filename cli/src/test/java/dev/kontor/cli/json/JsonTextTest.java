package dev.kontor.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.testkit.Generator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTextTest {

    @Test
    void readsBackWhatItWrote() {
        Generator.check(200, generator -> {
            Json json = value(generator, 4);
            assertEquals(json, JsonText.read(JsonText.compact(json)));
            assertEquals(json, JsonText.read(JsonText.pretty(json)));
        });
    }

    @Test
    void survivesHostileBytes() {
        Generator.check(500, generator -> {
            byte[] text = JsonText.compact(value(generator, 3)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] flipped = generator.flipOneBit(text);
            try {
                JsonText.read(new ByteArrayInputStream(flipped));
            } catch (IOException expected) {
                // A refusal is as good as a value.
            }
        });
    }

    @Test
    void refusesEndlessNesting() {
        assertThrows(IOException.class, () -> JsonText.read("[".repeat(10_000)));
    }

    @Test
    void answersQuestionsAboutWhatIsNotThere() throws IOException {
        Json json = JsonText.read("{\"a\":{\"b\":[1,\"x\",true]}}");
        assertEquals(new Json.Nil(), json.at("c").at("d"));
        assertEquals(List.of(), json.items("a"));
        assertEquals(3, json.at("a").items("b").size());
        assertEquals("1", json.at("a").items("b").getFirst().asText().orElse(""));
    }

    private static Json value(Generator generator, int depth) {
        return switch (generator.below(depth == 0 ? 3 : 5)) {
            case 0 -> new Json.Str(generator.text(12));
            case 1 -> new Json.Num(Long.toString(generator.between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2)));
            case 2 -> new Json.Bool(generator.chance(0.5));
            case 3 -> new Json.Arr(generator.list(4, inner -> value(inner, depth - 1)));
            default -> {
                var object = Json.object();
                for (int member = 0; member < generator.below(4); member++) {
                    object.with("m" + member, value(generator, depth - 1));
                }
                yield object.build();
            }
        };
    }
}
