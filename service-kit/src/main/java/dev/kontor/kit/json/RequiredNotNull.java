package dev.kontor.kit.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;

/// A member that is required is not null either, and a list has no nulls in it: code behind a record need not ask.
final class RequiredNotNull extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        JsonProperty property = member.getAnnotation(JsonProperty.class);
        return property != null && property.required()
                ? JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL)
                : JsonSetter.Value.forContentNulls(Nulls.FAIL);
    }
}
