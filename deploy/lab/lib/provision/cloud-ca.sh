# shellcheck shell=bash
# On every node: the cloud's private CA becomes one that the system trusts. Environment: CA_CERTIFICATE.
printf '%s\n' "$CA_CERTIFICATE" > "$CA"
update-ca-certificates > /dev/null
