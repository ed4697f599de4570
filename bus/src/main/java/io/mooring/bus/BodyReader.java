package io.mooring.bus;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.mooring.bus.Decoding.Reason;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the data of messages of one type. */
final class BodyReader {
  private static final ObjectMapper QUICK =
      MessageJson.mapper().copy().registerModule(new QuickRecords());

  private final ObjectReader quick;
  private final ObjectReader usual;

  BodyReader(JavaType type) {
    quick = QUICK.readerFor(type);
    usual = MessageJson.mapper().readerFor(type);
  }

  /** The data, with nothing left out. */
  Object read(byte[] value) throws UnreadableRecord {
    if (value == null || value.length == 0) {
      throw new UnreadableRecord(Reason.EMPTY, "the record has no value");
    }
    if (value.length > MessageJson.LONGEST_MESSAGE) {
      throw new UnreadableRecord(Reason.TOO_LONG, "the value has " + value.length + " bytes");
    }
    Optional<Object> data = readQuickly(value);
    return data.isPresent() ? data.get() : readAnyForm(value);
  }

  /** Empty for whatever is not of the usual form. */
  Optional<Object> readQuickly(byte[] value) {
    try {
      return Optional.ofNullable(quick.readValue(value));
    } catch (IOException unusual) {
      return Optional.empty();
    }
  }

  /** The same as {@link #read}, whatever the form. */
  Object readAnyForm(byte[] value) throws UnreadableRecord {
    Object data = parse(value);
    Optional<String> missing =
        data == null ? Optional.of("everything") : Completeness.missing(data);
    if (missing.isPresent()) {
      throw new UnreadableRecord(Reason.NOT_THIS_TYPE, missing.get() + " is missing");
    }
    return data;
  }

  private Object parse(byte[] value) throws UnreadableRecord {
    try {
      return usual.readValue(value);
    } catch (StreamReadException notJson) {
      throw new UnreadableRecord(Reason.NOT_JSON, "the value is not JSON");
    } catch (JsonMappingException other) {
      if (other.getCause() instanceof StreamReadException) {
        throw new UnreadableRecord(Reason.NOT_JSON, "the value is not JSON");
      }
      throw new UnreadableRecord(Reason.NOT_THIS_TYPE, path(other) + " has another form");
    } catch (IOException unreadable) {
      throw new UnreadableRecord(Reason.NOT_JSON, "the value can't be read");
    }
  }

  private static String path(JsonMappingException problem) {
    String path =
        problem.getPath().stream()
            .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the value" : path;
  }
}
