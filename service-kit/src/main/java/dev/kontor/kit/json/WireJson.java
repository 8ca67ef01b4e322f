package dev.kontor.kit.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.KontorAddress;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.DescriptorChanged;
import dev.kontor.wire.event.GrantChanged;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.event.NamespaceChanged;
import dev.kontor.wire.event.PartnerChanged;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.Self;
import dev.kontor.wire.event.SnapshotPublished;
import dev.kontor.wire.event.TransferFinished;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.function.Function;

/// Teaches Jackson the values of the wire module: each is a string, in the text form of its own `toString` and `parse`;
/// bare bytes are base64url.
@Singleton
@RegisterForReflection(
        targets = {
            DescriptorChanged.class,
            GrantChanged.class,
            GrantView.class,
            NamespaceChanged.class,
            PartnerChanged.class,
            PartnerSite.class,
            PartnerView.class,
            Self.class,
            SnapshotPublished.class,
            TransferFinished.class,
            TrustView.class
        })
public class WireJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        AnnotationIntrospector known = mapper.getDeserializationConfig().getAnnotationIntrospector();
        mapper.setAnnotationIntrospector(AnnotationIntrospector.pair(new RequiredNotNull(), known))
                .registerModule(module())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    }

    /// The same module for an ObjectMapper outside a service, such as the command line's.
    public static SimpleModule module() {
        SimpleModule module = new SimpleModule("kontor-wire");
        add(module, Bytes.class, Bytes::fromBase64Url, Bytes::base64Url);
        add(module, OrgId.class, OrgId::parse, OrgId::toString);
        add(module, SiteId.class, SiteId::parse, SiteId::toString);
        add(module, NodeId.class, NodeId::parse, NodeId::toString);
        add(module, SnapshotId.class, SnapshotId::parse, SnapshotId::toString);
        add(module, GrantId.class, GrantId::parse, GrantId::toString);
        add(module, PairingId.class, PairingId::parse, PairingId::toString);
        add(module, TransferId.class, TransferId::parse, TransferId::toString);
        add(module, NamespaceName.class, NamespaceName::parse, NamespaceName::toString);
        add(module, SiteName.class, SiteName::parse, SiteName::toString);
        add(module, EntryPath.class, EntryPath::parse, EntryPath::toString);
        add(module, KontorAddress.class, KontorAddress::parse, KontorAddress::toString);
        return module;
    }

    private static <T> void add(
            SimpleModule module, Class<T> type, Function<String, T> parse, Function<T, String> format) {
        module.addSerializer(type, new TextWriter<>(type, format));
        module.addDeserializer(type, new TextReader<>(type, parse));
        module.addKeyDeserializer(type, new KeyReader(parse));
    }

    private static final class TextWriter<T> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<T, String> format;

        TextWriter(Class<T> type, Function<T, String> format) {
            super(type);
            this.format = format;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(format.apply(value));
        }
    }

    private static final class TextReader<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        TextReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString();
            if (text == null) {
                throw context.wrongTokenException(parser, handledType(), parser.currentToken(), "expected a string");
            }
            try {
                return parse.apply(text);
            } catch (RuntimeException refused) {
                throw context.instantiationException(handledType(), refused);
            }
        }
    }

    private static final class KeyReader extends KeyDeserializer {
        private final Function<String, ?> parse;

        KeyReader(Function<String, ?> parse) {
            this.parse = parse;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return parse.apply(key);
        }
    }
}
