package io.mooring.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.Comparator;
import java.util.Set;

/** Writes a set in the order of its members' names, so that equal messages are equal bytes. */
final class SortedSetSerializer extends StdSerializer<Set<?>> {
  SortedSetSerializer() {
    super(TypeFactory.defaultInstance().constructType(Set.class));
  }

  @Override
  public void serialize(Set<?> set, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeStartArray();
    for (Object member : set.stream().sorted(Comparator.comparing(String::valueOf)).toList()) {
      provider.defaultSerializeValue(member, json);
    }
    json.writeEndArray();
  }

  @Override
  public boolean isEmpty(SerializerProvider provider, Set<?> set) {
    return set.isEmpty();
  }
}
