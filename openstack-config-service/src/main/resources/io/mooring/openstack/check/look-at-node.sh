# Prints the node's clock, name and distribution, free space, and which tools are there.
printf 'now %s\nhost %s\n' "$(date +%s.%N)" "$(uname -n)"
(
  # shellcheck disable=SC1091
  . /etc/os-release
  printf 'id %s\nlike %s\nversion %s\n' "$ID" "$ID_LIKE" "$VERSION_ID"
)
df -Pm /var /etc | {
  read -r _
  for place in /var /etc; do
    read -r _ _ _ free _ && printf 'free %s %s\n' "$free" "$place"
  done
}
for tool in flock sha256sum ceph cephadm virsh apt-get dnf yum; do
  command -v "$tool" >/dev/null && echo "present $tool"
done
[ ! -e /etc/kolla/globals.yml ] || echo 'present kolla-globals'
exit 0
