# Prints the UUID by which a back end of cinder names its secret. Arguments: cinder.conf, the back
# end's section. As oslo.config reads it, the last one counts.
[ -r "$1" ] || exit 0
awk -F= -v wanted="[$2]" '
  /^[ \t]*\[/ { section = $0; gsub(/[ \t\r]/, "", section) }
  section == wanted && $1 ~ /^rbd_secret_uuid[ \t]*$/ { gsub(/[ \t\r]/, "", $2); uuid = $2 }
  END { if (uuid != "") print uuid }
' "$1"
