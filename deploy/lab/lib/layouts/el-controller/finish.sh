# shellcheck shell=bash
# In the layer of an EL-style controller, over that of the others (chroot; apt's lists and the package cache are
# still mounted): makes RPMs of the Debian packages that ceph-common and the Python bindings bring, a repository of
# them, tells RPM's database about what is there, gives units and users RDO's names, and takes apt and dpkg away.
REPO=/srv/lab-rpms
WORK=/tmp/rpms
export LC_ALL=C.UTF-8

# -- RPMs: only repacked, no scripts of Debian's, dependencies only among themselves

wanted() {
  apt-get -s install --no-install-recommends ceph-common python3-rbd python3-rados | awk '/^Inst/ { print $2 }'
}

write_macros() {
  cat > ~/.rpmmacros <<'C'
%_topdir /tmp/rpms/top
%_rpmdir /srv/lab-rpms
%_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm
%_buildhost lab
%debug_package %{nil}
%__os_install_post %{nil}
%_build_id_links none
%_binary_payload w1.gzdio
C
}

spec_head() { # NAME VERSION SUMMARY
  printf 'Name: %s\nVersion: %s\nRelease: 1.el9\nSummary: %s\nLicense: see the Debian package\nAutoReqProv: no\n' "$@"
}

requires() { # DEB
  dpkg-deb -f "$1" Depends | tr ',|' '\n' | sed 's/^ *//; s/[ (:].*//' | sort -u \
    | { grep -xF -f $WORK/wanted || true; } | sed 's/^/Requires: /'
}

ceph_user() {
  cat <<'C'
%pre
getent group ceph > /dev/null || groupadd -r -g 167 ceph
getent passwd ceph > /dev/null || useradd -r -u 167 -g ceph -s /sbin/nologin -d /var/lib/ceph -c "Ceph daemons" ceph
exit 0
C
}

# The links of a merged /usr (/lib, /bin, /sbin) must not come as directories.
merge_usr() { # ROOT
  local directory
  for directory in bin sbin lib; do
    [ -d "$1/$directory" ] || continue
    mkdir -p "$1/usr/$directory"
    cp -a "$1/$directory/." "$1/usr/$directory/"
    rm -rf "${1:?}/$directory"
  done
}

list_files() { # NAME ROOT
  (cd "$2" && find . ! -type d -printf '/%P\n' | sed '/^\/etc\//s/^/%config(noreplace) /')
  [ "$1" = ceph-common ] || return 0
  mkdir -p "$2/etc/ceph" "$2/var/lib/ceph" "$2/var/log/ceph"
  printf '%%dir /etc/ceph\n%%dir %%attr(750,ceph,ceph) /var/lib/ceph\n%%dir %%attr(3770,ceph,ceph) /var/log/ceph\n'
}

repack() { # NAME
  local name=$1 deb version root=$WORK/root/$1
  deb=$(find /var/cache/apt/archives -name "${name}_*.deb" | sort | tail -1)
  version=$(dpkg-deb -f "$deb" Version | sed 's/^[0-9]*://; s/-[^-]*$//; s/[+~].*//; s/-/./g')
  mkdir -p "$root" $WORK/top
  dpkg-deb -x "$deb" "$root"
  rm -rf "$root"/usr/share/{doc,man,lintian,locale}
  merge_usr "$root"
  list_files "$name" "$root" > "$WORK/$name.files"
  {
    spec_head "$name" "$version" "$(dpkg-deb -f "$deb" Description | head -1)"
    requires "$deb"
    printf '%%description\nThe Debian package of this name, repacked for the lab.\n'
    printf '%%install\ncp -a %s/. %%{buildroot}/\n' "$root"
    [ "$name" != ceph-common ] || ceph_user
    ! grep -q '\.so' "$WORK/$name.files" || echo '%post -p /sbin/ldconfig'
    printf '%%files -f %s/%s.files\n%%defattr(-,root,root,-)\n' $WORK "$name"
  } > "$WORK/$name.spec"
  rpmbuild --quiet --nodeps -bb "$WORK/$name.spec"
}

# What is there already is told to RPM's database without files. bash and glibc, because a package with scripts wants
# /bin/sh and /sbin/ldconfig whatever AutoReqProv says.
known() { # NAME VERSION [LINE...]
  local name=$1 version=$2
  shift 2
  {
    spec_head "$name" "$version" "$name, known to the database only"
    printf '%s\n' "BuildArch: noarch" "$@" %description "No files." %files
  } > "$WORK/$name.spec"
  rpmbuild --quiet --nodeps -bb "$WORK/$name.spec"
}

make_repository() {
  local name
  mkdir -p $REPO $WORK
  write_macros
  wanted > $WORK/wanted
  while read -r name; do repack "$name"; done < $WORK/wanted
  known rocky-release 9.4 "Provides: system-release = 9.4" "Provides: system-release(releasever) = 9"
  known bash 5.2.15 "Provides: /bin/sh" "Provides: /usr/bin/sh"
  known glibc 2.36 "Provides: /sbin/ldconfig"
  known openstack-glance 25.1.0
  known openstack-cinder 21.3.0
  rpm --initdb
  rpm -i --justdb --nodeps --force-debian $REPO/*.noarch.rpm
  createrepo_c --quiet $REPO
  rm -rf $WORK ~/.rpmmacros
}

# -- what a product looks at

name_the_system() {
  ln -sf dnf-3 /usr/bin/yum
  mkdir -p /etc/yum.repos.d
  printf '[lab]\nname=Lab packages for EL 9\nbaseurl=file:///srv/lab-rpms\nenabled=1\ngpgcheck=0\n' > /etc/yum.repos.d/lab.repo
  cat > /usr/lib/os-release <<'C'
NAME="Rocky Linux"
VERSION="9.4 (Blue Onyx)"
ID="rocky"
ID_LIKE="rhel centos fedora"
VERSION_ID="9.4"
PLATFORM_ID="platform:el9"
PRETTY_NAME="Rocky Linux 9.4 (Blue Onyx)"
CPE_NAME="cpe:/o:rocky:rocky:9::baseos"
C
  echo 'Rocky Linux release 9.4 (Blue Onyx)' > /etc/rocky-release
  ln -sf rocky-release /etc/redhat-release
  ln -sf rocky-release /etc/system-release
  rm -f /etc/debian_version
}

renumber() { # USER NUMBER
  local user group
  getent passwd "$1" > /dev/null || return 0
  user=$(id -u "$1") group=$(getent group "$1" | cut -d: -f3)
  groupmod -g "$2" "$1"
  usermod -u "$2" "$1" 2> /dev/null
  find /etc /var /usr -xdev -uid "$user" -exec chown -h "$1" {} +
  find /etc /var /usr -xdev -gid "$group" -exec chgrp -h "$1" {} +
}

# The form that RDO's units have: no init script behind, the distribution's settings in a file of their own.
unit() { # NAME USER COMMAND
  cat > "/usr/lib/systemd/system/$1.service" <<C
[Unit]
Description=$1
After=syslog.target network.target

[Service]
Type=simple
User=$2
ExecStart=$3
TimeoutStartSec=120
Restart=on-failure

[Install]
WantedBy=multi-user.target
C
}

rename_services() {
  local name
  # not on the first controller, so without database and queue
  systemctl disable mariadb rabbitmq-server epmd.service epmd.socket tgt rtslib-fb-targetctl > /dev/null 2>&1 || true
  for name in glance-api cinder-api cinder-scheduler cinder-volume; do
    systemctl disable $name > /dev/null 2>&1 || true
    rm -f "/lib/systemd/system/$name.service" "/etc/init.d/$name"
  done
  mkdir -p /usr/share/{glance,cinder}
  printf '[DEFAULT]\nlog_file = /var/log/glance/api.log\n' > /usr/share/glance/glance-api-dist.conf
  printf '[DEFAULT]\nlogdir = /var/log/cinder\n' > /usr/share/cinder/cinder-dist.conf
  unit openstack-glance-api glance \
    "/usr/bin/glance-api --config-file /usr/share/glance/glance-api-dist.conf --config-file /etc/glance/glance-api.conf"
  unit openstack-cinder-volume cinder \
    "/usr/bin/cinder-volume --config-file /usr/share/cinder/cinder-dist.conf --config-file /etc/cinder/cinder.conf --logfile /var/log/cinder/volume.log"
}

take_debian_away() {
  rm -f /usr/bin/{apt,apt-*,dpkg,dpkg-*,debconf*} /usr/sbin/dpkg-*
  rm -rf /var/lib/dpkg
}

make_repository
name_the_system
renumber glance 161
renumber cinder 165
rename_services
take_debian_away
