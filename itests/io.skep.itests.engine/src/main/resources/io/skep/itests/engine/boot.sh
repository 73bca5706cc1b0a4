# Becomes the first process of a throw-away machine for one engine: own mounts, network and
# processes. $1 is its directory. Ends, and with it everything inside, when standard input ends,
# that is when the JVM that started it is gone.
set -e
directory=$1
mkdir -p "$directory/cgroup"
mount --rbind /sys/fs/cgroup "$directory/cgroup"
mount -t sysfs sysfs /sys
mount --rbind "$directory/cgroup" /sys/fs/cgroup
umount -l "$directory/cgroup"
mount -t proc proc /proc
mount -t tmpfs -o mode=755,size=64m tmpfs /run
mkdir -p /run/lock /run/docker/plugins /var/lib/docker /var/lib/containerd
mount -t tmpfs tmpfs /var/lib/docker
mount -t tmpfs tmpfs /var/lib/containerd
# the machine's own settings of an engine are not ours
[ ! -d /etc/docker ] || mount -t tmpfs tmpfs /etc/docker
echo 'nameserver 127.0.0.1' > "$directory/resolv.conf"
[ ! -e /etc/resolv.conf ] || mount --bind "$directory/resolv.conf" /etc/resolv.conf
hostname skep-test
ip link set lo up
touch "$directory/booted"
init=$(command -v docker-init || command -v tini || true)
if [ -n "$init" ]; then exec "$init" -- cat; else exec cat; fi
