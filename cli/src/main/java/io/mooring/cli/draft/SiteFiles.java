package io.mooring.cli.draft;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads what a site has already, whatever of the known forms a file has. */
public final class SiteFiles {
  private static final Pattern SETTING =
      Pattern.compile("(?m)^\\s*(fsid|mon[ _]host)\\s*=\\s*(\\S.*?)\\s*$");
  private static final Pattern SECTION = Pattern.compile("(?m)^\\s*\\[[\\w-]+(:\\w+)?\\]");

  private SiteFiles() {}

  /** Adds what a file says; false when it is of no known form. */
  public static boolean read(String name, String text, Draft draft) {
    Matcher setting = SETTING.matcher(text);
    if (setting.find()) {
      draft.note(
          "%s: %s is %s".formatted(name, setting.group(1).replace('_', ' '), setting.group(2)));
      while (setting.find()) {
        draft.note(
            "%s: %s is %s".formatted(name, setting.group(1).replace('_', ' '), setting.group(2)));
      }
      return true;
    }
    if (SECTION.matcher(text).find()) {
      Inventory.parse(text).into(draft, name);
      return true;
    }
    return yaml(text)
        .map(
            root ->
                clouds(name, root, draft)
                    || OpenstackAnsible.read(name, root, draft)
                    || CephAnsible.read(name, root, draft)
                    || inventory(name, root, draft))
        .orElse(false);
  }

  /** That it can't be read is said as that its form is not known. */
  private static Optional<Map<?, ?>> yaml(String text) {
    try {
      Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return read instanceof Map<?, ?> root ? Optional.of(root) : Optional.empty();
    } catch (YAMLException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean clouds(String name, Map<?, ?> root, Draft draft) {
    if (!(root.get("clouds") instanceof Map<?, ?> clouds)) {
      return false;
    }
    draft.put("openstack.auth", "keystone", name);
    draft.note(
        name
            + ": its clouds are "
            + clouds.keySet()
            + ". The file goes into the credentials directory as NAME.yaml, for its owner alone");
    return true;
  }

  private static boolean inventory(String name, Map<?, ?> root, Draft draft) {
    Optional<Inventory> inventory = Inventory.of(root);
    inventory.ifPresent(known -> known.into(draft, name));
    return inventory.isPresent();
  }
}
