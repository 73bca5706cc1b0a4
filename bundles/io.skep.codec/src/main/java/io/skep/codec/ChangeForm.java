package io.skep.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Part;
import java.io.IOException;

/** A change as an array: part, id and value of a put; kind and id of a removal. */
final class ChangeForm {

    private ChangeForm() {}

    static final class Writer extends JsonSerializer<Change> {
        @Override
        public void serialize(Change change, JsonGenerator out, SerializerProvider all)
                throws IOException {
            out.writeStartArray();
            if (change instanceof Change.Put put) {
                out.writeString(put.part().name());
                out.writeString(put.id());
                all.defaultSerializeValue(put.value(), out);
            } else {
                out.writeString(change.kind().label());
                out.writeString(change.id());
            }
            out.writeEndArray();
        }
    }

    static final class Reader extends JsonDeserializer<Change> {
        @Override
        public Change deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            in.nextToken();
            var what = in.getText();
            in.nextToken();
            var id = in.getText();
            if (in.nextToken() == JsonToken.END_ARRAY) {
                return new Change.Remove(Kind.valueOf(what.toUpperCase(java.util.Locale.ROOT)), id);
            }
            var part = Part.named(what);
            var value = context.readValue(in, part.type());
            in.nextToken();
            return new Change.Put(part, id, value);
        }
    }
}
