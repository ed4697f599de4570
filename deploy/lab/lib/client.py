"""The official openstack client, kept running: a command a line comes in, its exit code and what it printed go out.

Each call of the openstack command would cost two seconds for its start alone. Line ends of what it printed are tabs.
"""

import contextlib
import io
import shlex
import sys

from openstackclient import shell

for line in sys.stdin:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = shell.main(shlex.split(line))
        except SystemExit as end:  # of its parser
            code = end.code
        except Exception as fault:
            print(fault)
            code = 1
    text = said.getvalue().replace("\r", "").strip()
    print(code or 0, text.replace("\t", " ").replace("\n", "\t"), flush=True)
