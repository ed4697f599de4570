# Counts what a pool holds, one "WHAT NUMBER" a line; the argument is the pool.
pool=$1
images=$(rbd -p "$pool" ls) || exit
trash=$(rbd -p "$pool" trash ls) || exit
objects=$(rados -p "$pool" ls) || exit
snapshots=0 watchers=0
for image in $images; do
  snapshots=$((snapshots + $(rbd -p "$pool" snap ls "$image" | sed 1d | wc -l)))
  watchers=$((watchers + $(rbd -p "$pool" status "$image" | grep -c 'watcher=')))
done
count() { printf '%s\n' "$1" | grep -c .; }
echo "images $(count "$images")"
echo "snapshots $snapshots"
echo "watchers $watchers"
echo "trash $(count "$trash")"
# What RBD keeps for itself does not count, nor what belongs to the images that were counted.
own='info|directory|children|trash|mirroring|namespace|task'
if [ -n "$images$trash" ]; then own="$own|object_map\..*|header\..*|id\..*|data\..*"; fi
echo "others $(printf '%s\n' "$objects" | grep -cvE "^(rbd_($own))?\$")"
