# What networks are made of, one thing a line. $1 is the engine's address or empty; $2 is "same" when
# what was made anew is to look different. Left out are containers' cables, what comes by itself, and
# the engine's own rules.
index=0
handles=''
shape='{{.Name}}'
if [ "$2" = same ]; then index='$1'; handles='-a'; shape='{{.ID}} {{.Name}}'; fi
{
  ip -o link show | awk -F '[ @:]+' "\$2 !~ /^(veth|kit-)/ { print \"link\", $index, \$2 }"
  ip -o link show | grep ' master ' | sed 's/^[0-9]*: \([^@:]*\).* master \([^ ]*\) .*/port \1 \2/' |
    grep -v -E '^port (veth|kit-)' || true
  ip -o -4 addr show | awk '{ print "address", $2, $4 }'
  ip -o -6 addr show scope global | awk '{ print "address", $2, $4 }'
  ip -4 route show table all | grep -v '^broadcast ' | sed 's/ linkdown//g; s/ *$//; s/^/route /'
  ip -4 rule show | sed 's/^/rule /'
  ip neigh show nud permanent | sed 's/^/neighbour /'
  ip neigh show proxy | sed 's/^/proxy /'
  bridge fdb show | grep -v -E '33:33:|01:00:5e' | grep -E ' dst .* permanent| static' | sed 's/^/entry /'
} | sort
nft list tables | while read -r table; do
  case $1$table in
    ?*' filter'|?*' nat'|?*' raw'|?*' mangle') ;;
    *) nft $handles -s list $table ;;
  esac
done
[ -z "$1" ] || docker -H "$1" network ls --format "network $shape" | sort
