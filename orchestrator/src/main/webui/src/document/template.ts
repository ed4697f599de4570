/** A document that has everything to be filled in, and nothing more. */
export const TEMPLATE = `# What is wanted. Everything that is not said here has a default: ./mooring explain document.FIELD
apiVersion: mooring/v1
name: berlin-az1

ssh:
  user: ops            # needs sudo without a password unless it is root
  credential: berlin   # a private key in the participants' credentials directory

# Their order counts: the first controller is changed first.
nodes:
  ceph-mon-01: {address: 192.0.2.10, roles: [ceph-admin]}
  controller01: {address: 192.0.2.11, roles: [controller]}
  compute01: {address: 192.0.2.21, roles: [compute]}

ceph:
  pools:
    images: {name: openstack-images}
    volumes: {name: openstack-volumes}
    vms: {name: openstack-vms}

glance: {}
cinder: {}

openstack:
  auth: keystone
  credential: berlin-openstack   # NAME.yaml in the credentials directory, as in clouds.yaml under auth
`;
