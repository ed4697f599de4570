# shellcheck shell=bash
# On a compute: libvirt is as the package left it; nova-compute has no conductor in this lab and waits for
# one, so it never tells systemd that it is ready.
# Environment: ADDRESS, CONTROLLER, INI.

python3 -c 'import os; exec(os.environ["INI"])' /etc/nova/nova.conf DEFAULT \
  "my_ip=$ADDRESS" "transport_url=rabbit://openstack:labpass@$CONTROLLER:5672/"
mkdir -p /etc/systemd/system/nova-compute.service.d
printf '[Service]\nType=simple\n' > /etc/systemd/system/nova-compute.service.d/lab.conf
systemctl daemon-reload
