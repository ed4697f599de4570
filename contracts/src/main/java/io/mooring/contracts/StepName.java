package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a step: {@code action@node}, or {@code action:object@node} where one action has
 * several objects on a node.
 *
 * @param action what is done: {@code configure-glance}
 * @param object on what it is done, where the action alone does not say: {@code openstack-images}
 * @param node where it is done
 */
public record StepName(String action, Optional<String> object, NodeName node) {
  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9-]{0,62})(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,99}))?@(.+)");
  private static final Remembered<StepName> READ = new Remembered<>();

  /** A step whose action has one object on its node. */
  public static StepName of(String action, NodeName node) {
    return new StepName(action, Optional.empty(), node);
  }

  /** A step on one of the several objects that its action has on the node. */
  public static StepName of(String action, String object, NodeName node) {
    return new StepName(action, Optional.of(object), node);
  }

  /**
   * Reads {@code action@node} or {@code action:object@node}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static StepName parse(String text) {
    StepName known = text == null ? null : READ.find(text);
    if (known != null) {
      return known;
    }
    StepName read = read(text);
    READ.keep(text, read);
    return read;
  }

  private static StepName read(String text) {
    Matcher matcher = FORM.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a step name is action@node or action:object@node, as in configure-glance@controller01");
    }
    return new StepName(
        matcher.group(1), Optional.ofNullable(matcher.group(2)), new NodeName(matcher.group(3)));
  }

  /** Asked for all the time, so without the detour that a record takes. */
  @Override
  public int hashCode() {
    return (action.hashCode() * 31 + object.hashCode()) * 31 + node.value().hashCode();
  }

  /** The name as people write it. */
  @JsonValue
  @Override
  public String toString() {
    return object.isEmpty()
        ? action + "@" + node.value()
        : action + ":" + object.get() + "@" + node.value();
  }
}
