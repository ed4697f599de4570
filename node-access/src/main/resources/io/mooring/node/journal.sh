# shellcheck disable=SC2154  # restore.sh and restored.sh set these variables
# What the journal says of the file; follows files.sh. Prints one of
#   write BEFORE UID GID MODE LABEL    this saga wrote what is there
#   restore BEFORE UID GID MODE LABEL  this saga restored what is there
#   nothing                            nothing of this saga is in effect, though it wrote once
#   conflict                           this saga wrote, and somebody has changed the file since
#   not-ours                           this saga wrote nothing, or another one has written since
journal() {
  if [ ! -f "$directory/journal" ]; then
    echo not-ours
    return 0
  fi
  awk -v path="$path" -v now="$now" -v saga="$saga" '
    $3 != path { next }
    $1 == "abandon" { if (count > 0) count--; next }
    {
      count++
      kind[count] = $1; before[count] = $4; after[count] = $9; by[count] = $11
      was[count] = $5 " " $6 " " $7 " " $8
      if ($11 == saga) wrote = 1
    }
    END {
      # An entry that a crash kept from coming true counts for nothing, and so does what another
      # saga took back itself.
      while (count > 0 && ((after[count] != now && before[count] == now) ||
          (after[count] == now && kind[count] == "restore" && by[count] != saga))) count--
      if (!wrote) print "not-ours"
      else if (count == 0) print "nothing"
      else if (after[count] != now) print (by[count] == saga ? "conflict" : "not-ours")
      else if (by[count] != saga) print "not-ours"
      else print kind[count], before[count], was[count]
    }
  ' "$directory/journal"
}
