# Ends all containers and removes all that was not there when the host was new: $2 is what was
# there then, as see.sh prints it; $1 is the engine's address or empty.
if [ -n "$1" ]; then
  containers=$(docker -H "$1" ps -aq)
  [ -z "$containers" ] || docker -H "$1" rm -f $containers
  networks=$(docker -H "$1" network ls -q -f type=custom)
  [ -z "$networks" ] || docker -H "$1" network rm $networks
else
  ip netns list | while read -r guest rest; do ip netns del "$guest"; done
fi
had() { echo "$before" | grep -q -x -F "$1"; }
before=$2
for link in $(ip -o link show | awk -F '[ @:]+' '{ print $2 }'); do
  had "link 0 $link" || ip link del "$link" 2>/dev/null || true
done
nft list tables | while read -r table; do
  case $1$table in
    ?*' filter'|?*' nat'|?*' raw'|?*' mangle') ;;
    *) had "$table {" || nft delete $table ;;
  esac
done
ip -4 rule show | while read -r rule; do
  had "rule $(printf '%s' "$rule" | tr -d '\r')" || ip rule del pref "${rule%%:*}"
done
