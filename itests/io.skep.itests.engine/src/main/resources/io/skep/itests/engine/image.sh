# Writes a file system with Debian's busybox, its libraries and a small web server to $1 (a tar).
# Source: the recipe of Debian's dynamic busybox; the static one crashes in glibc's resolver.
set -e
work=$(mktemp -d "$1.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/deb" "$work/x"
chmod 777 "$work" "$work/deb"
(cd "$work/deb" && apt-get download -qq busybox libc6 >/dev/null)
for file in "$work"/deb/*.deb; do dpkg-deb -x "$file" "$work/x"; done
root=$work/root
for dir in bin sbin usr/bin usr/sbin etc proc sys dev tmp run root lib lib64 www/cgi-bin var; do
  mkdir -p "$root/$dir"
done
chmod 1777 "$root/tmp"
cp "$(find "$work/x" -type f -path "*/bin/busybox" | head -1)" "$root/bin/busybox"
for library in ld-linux-x86-64.so.2 libc.so.6 libresolv.so.2 libm.so.6 libnss_dns.so.2 \
    libnss_files.so.2; do
  file=$(find "$work/x" -name "$library" | head -1)
  [ -z "$file" ] || cp -L "$file" "$root/lib/"
done
ln -s ../lib/ld-linux-x86-64.so.2 "$root/lib64/ld-linux-x86-64.so.2"
applets=$(chroot "$root" /bin/busybox --list)
for applet in $applets; do
  [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"
done
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' > "$root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' > "$root/etc/group"
printf 'hosts: files dns\npasswd: files\ngroup: files\n' > "$root/etc/nsswitch.conf"
printf '#!/bin/sh\necho "Content-Type: text/plain"; echo\necho "$(hostname) $REMOTE_ADDR"\n' > "$root/www/cgi-bin/who"
chmod 755 "$root/www/cgi-bin/who"
echo ok > "$root/www/index.html"
tar -C "$root" -c . > "$work/image.tar"
mv "$work/image.tar" "$1"
