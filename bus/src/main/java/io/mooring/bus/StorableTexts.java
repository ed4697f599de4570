package io.mooring.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/** Makes every text of a message {@linkplain StorableText storable}, on its way out and in. */
final class StorableTexts extends SimpleModule {
  StorableTexts() {
    super("storable-texts");
    addSerializer(String.class, new Writer());
    addKeySerializer(String.class, new KeyWriter());
    // An older sender does not clean what it sends.
    addDeserializer(String.class, new Reader());
    addKeyDeserializer(String.class, new KeyReader());
  }

  private static final class Writer extends StdScalarSerializer<String> {
    Writer() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(StorableText.of(text));
    }
  }

  private static final class KeyWriter extends StdScalarSerializer<String> {
    KeyWriter() {
      super(String.class);
    }

    @Override
    public void serialize(String key, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(StorableText.of(key));
    }
  }

  private static final class Reader extends StdScalarDeserializer<String> {
    Reader() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = StringDeserializer.instance.deserialize(json, context);
      return text == null ? null : StorableText.of(text);
    }
  }

  private static final class KeyReader extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return StorableText.of(key);
    }
  }
}
