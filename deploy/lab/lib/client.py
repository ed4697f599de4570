"""The official openstack client, kept running: a command a line comes in, its exit code and what it printed go out.

Each call of the openstack command would cost two seconds for its start, and one more to log in. Line ends of what it
printed are tabs.
"""

import contextlib
import io
import shlex
import sys

from openstackclient import shell

said = io.StringIO()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    client = shell.OpenStackShell()
    for line in sys.stdin:
        said.seek(0)
        said.truncate()
        try:
            # As in the client's own interactive mode: only the first command is a whole run.
            run = client.run_subcommand if client.client_manager else client.run
            code = run(shlex.split(line))
        except SystemExit as end:  # of its parser
            code = end.code
        except Exception as fault:
            print(fault)
            code = 1
        text = said.getvalue().replace("\r", "").strip()
        print(code or 0, text.replace("\t", " ").replace("\n", "\t"), file=sys.__stdout__, flush=True)
