# Restarts the unit "$1" and waits "$2" seconds at most.
systemctl reset-failed "$1" 2>/dev/null
exec timeout "$2" systemctl restart "$1"
