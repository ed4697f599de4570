package io.mooring.cli.draft;

import java.util.Map;
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
    return clouds(name, text, draft);
  }

  private static boolean clouds(String name, String text, Draft draft) {
    try {
      Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      if (read instanceof Map<?, ?> root && root.get("clouds") instanceof Map<?, ?> clouds) {
        draft.put("openstack.auth", "keystone", name);
        draft.note(
            name
                + ": its clouds are "
                + clouds.keySet()
                + ". What stands below auth of the right one goes into a file of the credentials"
                + " directory, for its owner alone");
        return true;
      }
    } catch (YAMLException e) {
      // It is said that its form is not known.
    }
    return false;
  }
}
