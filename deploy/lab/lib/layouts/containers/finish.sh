# shellcheck shell=bash
# In the layer of nodes that run containers: nothing to update there, and it costs start-up time.
rm -f /etc/systemd/system/*.wants/podman-auto-update.*
