# First process of a host: mounts, processes and network of its own, and the disk it had before.
# $1 is its directory, $2 its disk, $3 its name. Ends, and with it everything inside, when standard
# input ends, that is when the JVM that started it is gone.
set -e
mkdir -p "$1/cgroup"
mount --rbind /sys/fs/cgroup "$1/cgroup"
mount -t sysfs sysfs /sys
mount --rbind "$1/cgroup" /sys/fs/cgroup
umount -l "$1/cgroup"
mount -t proc proc /proc
mount -t tmpfs -o mode=755,size=64m tmpfs /run
mkdir -p /run/lock /run/docker/plugins /run/skep /var/lib/docker /var/lib/containerd
mkdir -p "$2/docker" "$2/containerd" "$2/skep"
mount --bind "$2/docker" /var/lib/docker
mount --bind "$2/containerd" /var/lib/containerd
mount --bind "$2/skep" /run/skep
[ ! -d /etc/docker ] || mount -t tmpfs tmpfs /etc/docker
echo 'nameserver 127.0.0.1' > "$1/resolv.conf"
[ ! -e /etc/resolv.conf ] || mount --bind "$1/resolv.conf" /etc/resolv.conf
hostname "$3"
ip link set lo up
touch "$1/booted"
init=$(command -v docker-init || command -v tini || true)
if [ -n "$init" ]; then exec "$init" -- cat; else exec cat; fi
