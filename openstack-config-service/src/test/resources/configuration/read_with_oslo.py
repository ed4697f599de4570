"""Reads every file of a folder with the real oslo.config and writes what it found as JSON."""
import json
import os
import sys

from oslo_config import cfg

SECTIONS = json.loads(sys.argv[2])
OPTIONS = json.loads(sys.argv[3])


def parsed(path):
    """All values of all options, as oslo.config's parser keeps them for look-ups."""
    sections, normalized = {}, {}
    parser = cfg.ConfigParser(path, sections)
    parser._add_normalized(normalized)
    parser.parse()
    return {name: options for name, options in normalized.items() if options}


def looked_up(path, option_type):
    """What a service gets that registered the options with this type."""
    conf = cfg.ConfigOpts()
    for section in SECTIONS:
        group = None if section == "DEFAULT" else section
        conf.register_opts([option_type(name) for name in OPTIONS], group=group)
    conf(["--config-file", path], project="any", default_config_files=[], default_config_dirs=[])
    groups = {s: conf if s == "DEFAULT" else conf[s] for s in SECTIONS}
    return {s + "/" + o: getattr(groups[s], o) for s in SECTIONS for o in OPTIONS}


def read(path):
    try:
        return {
            "values": parsed(path),
            "single": looked_up(path, cfg.StrOpt),
            "multi": looked_up(path, cfg.MultiStrOpt),
            "list": looked_up(path, cfg.ListOpt),
        }
    except cfg.ConfigFileParseError as error:
        return {"error": str(error)}
    except cfg.ParseError as error:
        return {"error": str(error), "line": error.lineno, "reason": error.msg}


folder = sys.argv[1]
json.dump({name: read(os.path.join(folder, name)) for name in sorted(os.listdir(folder))}, sys.stdout)
