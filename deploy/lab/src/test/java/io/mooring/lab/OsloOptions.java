package io.mooring.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What OpenStack's own library reads from a configuration file on a node. */
final class OsloOptions {
  private static final String PROGRAM =
      """
      import json, sys
      from oslo_config import cfg
      conf, names = cfg.ConfigOpts(), []
      for wanted in sys.argv[2:]:
          name, kind = wanted.split(':')
          group, option = name.split('.')
          conf.register_opt(getattr(cfg, kind + 'Opt')(option), None if group == 'DEFAULT' else group)
          names.append((name, group, option))
      conf(['--config-file', sys.argv[1]], project='mooring', default_config_dirs=[])
      value = lambda group, option: conf[option] if group == 'DEFAULT' else conf[group][option]
      print(json.dumps({name: value(group, option) for name, group, option in names}))
      """;

  private final Lab lab;

  OsloOptions(Lab lab) {
    this.lab = lab;
  }

  /**
   * Reads options.
   *
   * @param options each as {@code group.option:Kind}, where a kind is Str, Int, Bool or List
   */
  JsonNode read(String node, String file, String... options) {
    String command = "python3 - " + file + " " + String.join(" ", options);
    try {
      return Api.JSON.readTree(lab.attempt(node, command, PROGRAM).answer());
    } catch (IOException other) {
      throw new UncheckedIOException(other);
    }
  }
}
