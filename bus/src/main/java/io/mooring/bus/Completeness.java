package io.mooring.bus;

import io.mooring.contracts.NodeAddress;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Finds what a sender left out, so that no half message reaches the code behind the codec. */
final class Completeness {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private Completeness() {}

  /** Path of the first value that is missing within a message, such as {@code dispatch.node}. */
  static Optional<String> missing(Object value) {
    return switch (value) {
      case Record record -> missingIn(record);
      case Optional<?> optional -> optional.flatMap(Completeness::missing);
      case Map<?, ?> map -> firstMissing(map.values());
      case Collection<?> collection -> firstMissing(collection);
      default -> Optional.empty();
    };
  }

  private static Optional<String> missingIn(Record record) {
    for (RecordComponent component : COMPONENTS.get(record.getClass())) {
      Object value = read(component, record);
      if (value == null && !mayBeNull(component)) {
        return Optional.of(component.getName());
      }
      Optional<String> inside = value == null ? Optional.empty() : missing(value);
      if (inside.isPresent()) {
        return Optional.of(component.getName() + "." + inside.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstMissing(Collection<?> values) {
    for (Object value : values) {
      Optional<String> inside = value == null ? Optional.of("null") : missing(value);
      if (inside.isPresent()) {
        return inside;
      }
    }
    return Optional.empty();
  }

  private static boolean mayBeNull(RecordComponent component) {
    return component.getDeclaringRecord() == NodeAddress.class && component.getName().equals("via");
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("a record of the contracts can't be read", impossible);
    }
  }
}
