/** A document that has everything to be filled in, and nothing more. */
export const TEMPLATE = `# Fields that are left out have defaults: ./mooring explain document.FIELD
apiVersion: mooring/v1
name: berlin-az1

ssh:
  user: ops            # root, or a user with passwordless sudo
  credential: berlin   # name of a private key in the credentials directory

# The order matters: the first controller is changed first.
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
  credential: berlin-openstack   # berlin-openstack.yaml in the same directory
`;
