package io.mooring.cli.context;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The known contexts, by name, and which of them is used where nothing else is said.
 *
 * @param current the name of the one in use
 * @param all each of them, ordered by name
 */
public record Contexts(Optional<String> current, List<Context> all) {
  /** None yet. */
  public static final Contexts NONE = new Contexts(Optional.empty(), List.of());

  /** Orders them. */
  public Contexts {
    all = all.stream().sorted(Comparator.comparing(Context::name)).toList();
  }

  /** The one with this name. */
  public Optional<Context> find(String name) {
    return all.stream().filter(context -> context.name().equals(name)).findFirst();
  }

  /** The one in use. */
  public Optional<Context> inUse() {
    return current.flatMap(this::find);
  }

  /** With one more, or with another in place of the one of that name; the first is in use. */
  public Contexts with(Context context) {
    List<Context> others = new ArrayList<>(without(context.name()).all);
    others.add(context);
    return new Contexts(current.or(() -> Optional.of(context.name())), others);
  }

  /** Without the one of this name; when it was in use, none is. */
  public Contexts without(String name) {
    return new Contexts(
        current.filter(used -> !used.equals(name)),
        all.stream().filter(context -> !context.name().equals(name)).toList());
  }

  /** With this one in use. */
  public Contexts using(String name) {
    return new Contexts(Optional.of(name), all);
  }
}
