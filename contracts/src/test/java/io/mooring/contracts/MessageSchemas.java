package io.mooring.contracts;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The JSON Schema of every message, made from its record. */
final class MessageSchemas {
  private final SchemaGenerator generator = new SchemaGenerator(config().build());

  /** Schemas by CloudEvents type. */
  Map<String, ObjectNode> all() {
    Map<String, ObjectNode> schemas = new TreeMap<>();
    MessageTypes.actions()
        .forEach((type, action) -> schemas.put(type, command(type, action.record())));
    MessageTypes.events().forEach((type, event) -> schemas.put(type, event(type, event)));
    return schemas;
  }

  private ObjectNode command(String type, Class<? extends Action> action) {
    SchemaBuilder builder = generator.buildMultipleSchemaDefinitions();
    ObjectNode schema = header(type);
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.set("dispatch", builder.createSchemaReference(Dispatch.class));
    properties.set("action", builder.createSchemaReference(action));
    schema.putArray("required").add("dispatch").add("action");
    schema.set("$defs", builder.collectDefinitions("$defs"));
    return schema;
  }

  private ObjectNode event(String type, Class<? extends Event> event) {
    ObjectNode schema = header(type);
    ObjectNode generated = generator.generateSchema(event);
    generated.remove("$schema");
    schema.setAll(generated);
    return schema;
  }

  private ObjectNode header(String type) {
    ObjectNode schema = generator.getConfig().createObjectNode();
    schema.put("$schema", SchemaVersion.DRAFT_2020_12.getIdentifier());
    schema.put("$id", "urn:mooring:schema:" + type);
    schema.put("title", type);
    return schema;
  }

  private static SchemaGeneratorConfigBuilder config() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.FLATTENED_OPTIONALS)
            .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
    config.forTypesInGeneral().withCustomDefinitionProvider(MessageSchemas::text);
    config.forFields().withRequiredCheck(MessageSchemas::isRequired);
    return config;
  }

  /**
   * Senders leave out empty optionals, the usual way to a node and the key of what can't be
   * decided, and readers take missing lists as empty ones.
   */
  private static boolean isRequired(FieldScope field) {
    Class<?> type = field.getDeclaredType().getErasedType();
    boolean usualWay =
        field.getDeclaringType().getErasedType() == NodeAddress.class
            && Set.of("via", "allowSha1").contains(field.getName());
    boolean undecidable =
        field.getDeclaringType().getErasedType() == Finding.class && field.getName().equals("key");
    return type != Optional.class
        && type != OptionalInt.class
        && !Collection.class.isAssignableFrom(type)
        && !Map.class.isAssignableFrom(type)
        && !usualWay
        && !undecidable;
  }

  private static CustomDefinition text(ResolvedType resolved, SchemaGenerationContext context) {
    Class<?> type = resolved.getErasedType();
    ObjectNode schema = context.getGeneratorConfig().createObjectNode();
    if (type == OptionalInt.class) {
      schema.put("type", "integer");
    } else if (type == UUID.class) {
      schema.put("type", "string").put("format", "uuid");
    } else if (type == Instant.class) {
      schema.put("type", "string").put("format", "date-time");
    } else if (type == Duration.class) {
      schema.put("type", "string").put("format", "duration");
    } else if (type == StepName.class) {
      schema.put("type", "string").put("pattern", "^[^@]+@[^@]+$");
    } else if (type == Participant.class) {
      ArrayNode labels = schema.put("type", "string").putArray("enum");
      Arrays.stream(Participant.values()).map(Participant::label).forEach(labels::add);
    } else if (isName(type)) {
      schema.put("type", "string").put("pattern", "^" + pattern(type) + "$");
    } else {
      return null;
    }
    return new CustomDefinition(
        schema, CustomDefinition.INLINE_DEFINITION, CustomDefinition.EXCLUDING_ATTRIBUTES);
  }

  private static boolean isName(Class<?> type) {
    if (!type.isRecord()) {
      return false;
    }
    RecordComponent[] components = type.getRecordComponents();
    return components.length == 1
        && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
  }

  private static String pattern(Class<?> type) {
    try {
      return (String) type.getField("PATTERN").get(null);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(type + " does not say what it may look like", missing);
    }
  }
}
