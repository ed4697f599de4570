#!/bin/busybox sh
# shellcheck shell=sh
# Pid 1 of a machine in the full cloud. It says on the serial console:
#   GUEST up after N s
#   GUEST disk vda BYTES root=MARK   the mark grows at each boot, so a copy of the disk shows where it comes from
#   GUEST tick N vda=ok vdb=ok       every 2 s: each disk gave back what was written a moment ago
/bin/busybox mkdir -p /bin /sbin /usr/bin /usr/sbin
/bin/busybox --install -s
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
exec > /dev/ttyS0 2>&1 < /dev/null
for _ in 1 2 3 4; do # until each module has found what it needs
  for module in /lib/*.ko; do insmod "$module" 2> /dev/null; done
done
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -b /dev/vda ] || sleep 0.2; done

block() { # DISK SECTOR: its text
  dd if="/dev/$1" bs=512 skip="$2" count=1 2> /dev/null
}

write_block() { # DISK SECTOR TEXT
  printf '%-512s' "$3" | dd of="/dev/$1" bs=512 seek="$2" count=1 conv=fsync 2> /dev/null
}

read -r up _ < /proc/uptime
echo "GUEST up after $up s"
mark=$(block vda 100000 | tr -dc 0-9)
mark=$((${mark:-0} + 1))
write_block vda 100000 $mark
seen='' number=0
while :; do
  for disk in /sys/block/vd*; do
    disk=${disk##*/}
    case " $seen " in
      *" $disk "*) ;;
      *)
        seen="$seen $disk"
        echo "GUEST disk $disk $(($(cat "/sys/block/$disk/size") * 512)) root=$mark"
        ;;
    esac
  done
  number=$((number + 1))
  line="GUEST tick $number"
  for disk in $seen; do
    [ -b "/dev/$disk" ] || continue
    write_block "$disk" 100001 "tick $number"
    echo 3 > /proc/sys/vm/drop_caches
    if [ "$(block "$disk" 100001)" = "$(printf '%-512s' "tick $number")" ]; then line="$line $disk=ok"; else line="$line $disk=WRONG"; fi
  done
  echo "$line"
  sleep 2
done
