"""ini FILE SECTION KEY=VALUE...: sets options in an ini file, and leaves every other line alone."""

import re
import sys

path, section, *settings = sys.argv[1:]
settings = [setting.split("=", 1) for setting in settings]
keys = {key for key, _ in settings}
wanted = ["%s = %s" % (key, value) for key, value in settings]

lines, current, done = [], None, False
with open(path) as file:
    for line in file.read().split("\n"):
        header = re.match(r"\[(.+)\]\s*$", line)
        if header:
            current = header.group(1)
        elif current == section and line.partition("=")[0].strip() in keys:
            continue
        lines.append(line)
        if header and current == section and not done:
            lines += wanted
            done = True
if not done:
    lines += ["[%s]" % section] + wanted
with open(path, "w") as file:
    file.write("\n".join(lines))
