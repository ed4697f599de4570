# shellcheck disable=SC2154  # restore.sh and restored.sh set these variables
# What the journal says of the file; follows files.sh. It asks for the writes of the saga "$whose", or of
# all when that is "*", and prints one of
#   write BEFORE UID GID MODE LABEL    they made what is there; before the first of them it was so
#   restore BEFORE UID GID MODE LABEL  they were taken back, and what is there is what was restored
#   nothing                            nothing of them is in effect, though they were made once
#   conflict FORMER OURS               they were made, and somebody has changed the file since
#   not-ours                           there are none, or another saga has written since
journal() {
  if [ ! -f "$directory/journal" ]; then
    echo not-ours
    return 0
  fi
  awk -v path="$path" -v now="$now" -v whose="$whose" '
    function mine(entry) { return whose == "*" || by[entry] == whose }
    $3 != path { next }
    $1 == "abandon" { if (count > 0) count--; next }
    {
      count++
      kind[count] = $1; before[count] = $4; after[count] = $9; by[count] = $11
      was[count] = $5 " " $6 " " $7 " " $8
      if (mine(count)) wrote = 1
    }
    END {
      while (count > 0) {
        if (after[count] == now && kind[count] == "restore" && by[count] != whose) {
          # What another saga took back itself counts for nothing, with all that it took back.
          count--
          while (count > 0 && before[count] != now) count--
          if (count > 0) count--
        } else if (after[count] != now && before[count] == now) {
          # Nor does an entry that a crash kept from coming true.
          count--
        } else break
      }
      if (!wrote) print "not-ours"
      else if (count == 0) print "nothing"
      else if (after[count] != now) print (mine(count) ? "conflict " before[count] " " after[count] : "not-ours")
      else if (!mine(count)) print "not-ours"
      else {
        first = count
        if (whose == "*" && kind[count] == "write") {
          # Since the integration last began anew: where an earlier write made just what is there now, nothing that
          # somebody made between the two is in effect any more.
          for (entry = count - 1; entry > 0; entry--) {
            if (kind[entry] == "restore" && after[entry] == before[1]) break
            if (kind[entry] == "write" && after[entry] == now) first = entry
          }
        }
        # What is between two writes of theirs is of no use to anybody; what somebody else made is.
        if (kind[count] == "write")
          while (first > 1 && mine(first - 1) && after[first - 1] == before[first]) first--
        # An integration that was taken back as a whole before begins anew after that; and where somebody
        # had made it as it was at first, nothing of theirs is lost.
        whole = first == 1 || before[first] == before[1] || (kind[first - 1] == "restore" && after[first - 1] == before[1])
        if (whose == "*" && !whole) print "conflict", before[1], after[count]
        else print kind[count], before[first], was[first]
      }
    }
  ' "$directory/journal"
}
