# One node: its directory, its process, its API.

node_options() {
    DATA=$ROOT/.skep/node API="" API_TCP="" DOCKER_HOST_URL="" RUNTIME="" ADVERTISE="" LISTEN="" INIT=yes ROLE=admin NAME="" REST=()
    while [ $# -gt 0 ]; do
        case "$1" in
            --data) DATA=${2:?--data needs a directory}; shift 2 ;;
            --api) api_at "${2:?--api needs unix:///PATH or tcp://ADDRESS:PORT}"; shift 2 ;;
            --docker-host) DOCKER_HOST_URL=${2:?--docker-host needs a URL}; shift 2 ;;
            --runtime) RUNTIME=${2:?--runtime needs docker or process}; shift 2 ;;
            --advertise) ADVERTISE=${2:?--advertise needs an address}; shift 2 ;;
            --listen) listen_at "${2:?--listen needs ADDR:PORT}"; shift 2 ;;
            --no-init) INIT=no; shift ;;
            --role) ROLE=${2:?--role needs admin, deployer or viewer}; shift 2 ;;
            --name) NAME=${2:?--name needs a name}; shift 2 ;;
            --) shift; REST+=("$@"); break ;;
            -*) [ ${#REST[@]} -gt 0 ] || fail "unknown option $1; see ./skep help"; REST+=("$1"); shift ;;
            *) REST+=("$1"); shift ;;
        esac
    done
    case "$RUNTIME" in "" | docker | process) ;; *) fail "--runtime takes docker or process, not '$RUNTIME'" ;; esac
    case "$ROLE" in admin | deployer | viewer) ;; *) fail "--role takes admin, deployer or viewer, not '$ROLE'" ;; esac
    [[ $NAME =~ ^[a-zA-Z0-9\ ._@-]{0,64}$ ]] || fail "--name takes up to 64 letters, digits, spaces and . _ @ -, not '$NAME'"
    mkdir -p "$DATA" || fail "cannot make $DATA"
    DATA=$(cd "$DATA" && pwd)
    BASE=$DATA/karaf
}

# One place where the API is to listen.
api_at() {
    if [[ $1 == unix:///* ]]; then
        API=$1
    elif [[ $1 =~ ^tcp://([a-zA-Z0-9.-]+|\[[0-9a-fA-F:.]+\]):[0-9]+$ ]]; then
        API_TCP+=",$1"
    else
        fail "--api takes unix:///PATH or tcp://ADDRESS:PORT, not '$1'; the API is served on TCP under mutual TLS only, never plain"
    fi
}

# Where the cluster's port is. Others are told this port, also after a restart: it cannot be left to chance.
listen_at() {
    if [[ $1 =~ ^([^:]+|\[[0-9a-fA-F:.]+\]):([1-9][0-9]{0,4})$ ]] && [ "${BASH_REMATCH[2]}" -le 65535 ]; then
        LISTEN=$1
    else
        fail "--listen takes ADDRESS:PORT with a port from 1 to 65535, not '$1'"
    fi
}

# What its certificate is good for: every name and address under which a client may reach this machine.
api_places() {
    { printf '%s\n' localhost 127.0.0.1 ::1 "$(hostname)" "$(own_address)"
        sed 's/^\([0-9.]*\):[0-9]*$/\1/' <<<"$ADVERTISE"
        tr ',' '\n' <<<"$1" | sed -n 's#^tcp://\(.*\):[0-9]*$#\1#p' | tr -d '[]' | grep -vxE '0\.0\.0\.0|::'
        ip -o addr show scope global 2>/dev/null | awk '{ sub("/.*", "", $4); print $4 }'
    } | grep -v '^$' | sort -u
}

# Makes the certificate a client of this node's API shows, and says how Docker uses it.
context() {
    node_options "$@"
    need_java
    build
    unpack
    local folder=$DATA/api/client place name=skep
    [ "$ROLE" = admin ] || { folder=$DATA/api/$ROLE; name=skep-$ROLE; }
    folder=${REST[0]:-$folder}
    place=$(sed -n 's/^api *=.*,tcp:\/\///p' "$BASE/etc/io.skep.node.cfg" 2>/dev/null || true)
    [ -n "$place" ] || fail "the node on $DATA has no API on TCP; start it with: ./skep up --data $DATA --api tcp://ADDRESS:PORT"
    case "$place" in 0.0.0.0:* | \[::\]:*) place=$(own_address):${place##*:} ;; esac
    java_tool ApiKeys client "$DATA/api" "$folder" "$ROLE" "${NAME:-skep client}"
    folder=$(cd "$folder" && pwd)
    local may="rules this node"
    [ "$ROLE" = admin ] || may="is $ROLE in this node's cluster"
    say "$folder has ca.pem, cert.pem and key.pem: who has them $may. Good for a year. For Docker:"
    say "docker context create $name --docker host=tcp://$place,ca=$folder/ca.pem,cert=$folder/cert.pem,key=$folder/key.pem"
}

# The socket of a node: as it was started with.
socket() {
    local api
    api=$(sed -n 's/^api *= *\([^,]*\).*/\1/p' "$BASE/etc/io.skep.node.cfg" 2>/dev/null || true)
    api=${API:-${api:-unix://$DATA/skep.sock}}
    echo "${api#unix://}"
}

# The Docker Engine to use. Who drives Skep has DOCKER_HOST at a node's socket, and no node is its own engine.
engine() {
    local default=unix:///var/run/docker.sock
    [ -z "$DOCKER_HOST_URL" ] || { echo "$DOCKER_HOST_URL"; return; }
    case "${DOCKER_HOST:-}" in
        "" | "unix://$(socket)" | unix://*/skep.sock) echo "$default" ;;
        *) echo "$DOCKER_HOST" ;;
    esac
}

# A process is ours if it is the one whose start time we wrote down, and it is there as long as one of its
# threads is: what was killed may still be in the middle of a write, its first thread dead already.
born() {
    local line
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    # read to its end: whoever writes for nobody fails
    [ -n "$(grep -hs '^State:' "/proc/$1/task"/*/status | grep -v '[ZX] (')" ] || return 1
    # shellcheck disable=SC2086
    set -- ${line##*) }
    echo "${20}"
}
running() {
    local pid at
    [ -f "$DATA/node.pid" ] && read -r pid at <"$DATA/node.pid" || return 1
    [ "$(born "$pid" || true)" = "$at" ] && echo "$pid"
}

# Whether a process was killed and is about to be gone: its first thread is dead, or signal 9 waits for it.
doomed() {
    grep -Eqs '^State:.[ZX]|^S[ih][gd]Pnd:.*[13579bdf]..$' "/proc/$1/status"
}

launcher_jar() { ls "$HOME_DIR"/lib/skep/launcher-*.jar; }
java_tool() {
    local tool=$1
    shift
    # without the file that monitors read: where it is taken, the JVM complains on standard output
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -cp "$(launcher_jar)" "io.skep.launcher.$tool" "$@"
}

lay_out() {
    local id=${HOME_DIR##*/}
    mkdir -p "$BASE/deploy" "$BASE/data/tmp" "$BASE/data/log"
    if [ "$(cat "$BASE/built" 2>/dev/null)" != "$id" ]; then
        rm -rf "$BASE/etc" "$BASE/data/cache"
        cp -R "$HOME_DIR/etc" "$BASE/etc"
        [ ! -d "$(prepared)" ] || cp -R "$(prepared)" "$BASE/data/cache"
        printf 'karaf=%s,_g_:admingroup\n_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh\n' \
            "$(java_tool NewKey "$BASE/shell.key")" >"$BASE/etc/keys.properties"
        chmod 600 "$BASE/etc/keys.properties"
        echo "$id" >"$BASE/built"
    fi
    rm -f "$(socket)" "$BASE/data/classes.jsa"
    SSH_PORT=$(free_port)
    sed -i "s/^sshPort *=.*/sshPort = $SSH_PORT/" "$BASE/etc/org.apache.karaf.shell.cfg"
    # shellcheck disable=SC2046
    [ -z "$API_TCP" ] || java_tool ApiKeys server "$DATA/api" $(api_places "$API_TCP")
    cat >"$BASE/etc/io.skep.node.cfg" <<TEXT
data = $DATA
api = ${API:-unix://$DATA/skep.sock}$API_TCP
docker.host = $(engine)
runtime = $RUNTIME
advertise = $ADVERTISE
listen = ${LISTEN:-0.0.0.0:2377}
TEXT
}

# The JVM's archive of loaded classes: made when the first node of this build ends, for this very JVM.
class_archive() {
    echo "$HOME_DIR/lib/skep/classes-$(stat -c %s-%Y "$JAVA_HOME/lib/modules").jsa"
}

class_options() {
    local archive
    archive=$(class_archive)
    if [ -f "$archive" ]; then
        echo "-XX:SharedArchiveFile=$archive"
    else
        echo "-XX:ArchiveClassesAtExit=$BASE/data/classes.jsa"
    fi
}

# Memory is laid out so that a start needs few collections. The collector is one that never stops the node for as
# long as a look at all of its memory takes: that was 0.3 s where a cluster had ten thousand tasks, and whoever
# waited for a change just then waited for that. The thorough compiler (tier 4)
# begins at three times its usual counts: what runs often still gets it soon, but while a node starts it would
# spend a third of a second on code that is never run again.
jvm_options() {
    echo -Xms144m -XX:NewSize=64m -XX:MetaspaceSize=96m "-Xmx${SKEP_HEAP:-1g}" -XX:+ExitOnOutOfMemoryError \
        -XX:+UseG1GC -XX:MaxGCPauseMillis=50 -XX:G1HeapRegionSize=2m \
        -XX:Tier4InvocationThreshold=15000 -XX:Tier4MinInvocationThreshold=1800 -XX:Tier4CompileThreshold=45000 \
        -XX:Tier4BackEdgeThreshold=120000
}

# Becomes a command in a session of its own, and root's goes before others: while processors are short a node
# would take long to start, and who beats late is taken for dead. The kernel may share them out by sessions first
# and by processes within one then, see sched(7).
detached() {
    local itself='exec "$@"'
    [ "$(id -u)" -ne 0 ] || itself="{ echo -5 >/proc/self/autogroup; } 2>/dev/null; exec nice -n -5 \"\$@\""
    exec setsid nohup sh -c "$itself" detached "$@"
}

# Java is called as bin/karaf calls it, but for the patches of java.base and java.xml: nobody here needs
# them, and with them the JVM uses no archive of classes at all.
start() {
    local jars
    jars=$(printf '%s:' $(ls "$HOME_DIR"/lib/boot/*.jar "$HOME_DIR"/lib/jdk9plus/*.jar | grep -v specs.activator))
    # shellcheck disable=SC2086,SC2046
    detached java $(jvm_options) $(class_options) ${SKEP_JAVA_OPTS:-} "@$HOME_DIR/lib/skep/java.options" -cp "$jars" \
        "-Dkaraf.home=$HOME_DIR" "-Dkaraf.base=$BASE" "-Dkaraf.data=$BASE/data" "-Dkaraf.etc=$BASE/etc" \
        "-Dkaraf.log=$BASE/data/log" "-Dkaraf.instances=$BASE/instances" "-Djava.io.tmpdir=$BASE/data/tmp" \
        "-Djava.util.logging.config.file=$BASE/etc/java.util.logging.properties" \
        -Dkaraf.startLocalConsole=false -Dkaraf.startRemoteShell=true \
        org.apache.karaf.main.Main </dev/null >>"$BASE/data/log/console.log" 2>&1 &
    local pid=$!
    echo "$pid $(born "$pid")" >"$DATA/node.pid"
}

# await_node SOCKET [JSON]: waits until the node knows what it is; forms a cluster if there is JSON for it
# and the node is in none.
await_node() {
    local pid result=0
    pid=$(cut -d' ' -f1 "$DATA/node.pid")
    java_tool Settled "${SKEP_START_SECONDS:-90}" "$1" "$pid" "${@:2}" || result=$?
    case $result in
        0) return ;;
        1) fail "the node runs, but is in no cluster; docker swarm init and join say more, ./skep down ends it" ;;
    esac
    tail -n 20 "$BASE/data/log/console.log" "$BASE/data/log/karaf.log" >&2 2>/dev/null || true
    fail "the node does not work; see $BASE/data/log/karaf.log"
}

# What POST /swarm/init is told.
founding() {
    printf '{"ListenAddr":"%s","AdvertiseAddr":"%s","Spec":{}}' \
        "${LISTEN:-0.0.0.0:2377}" "${ADVERTISE:-$(own_address)}"
}

up() {
    node_options "$@"
    need_java
    build
    unpack
    local pid socket cluster=()
    if pid=$(running); then
        if ! doomed "$pid"; then
            say "Node already runs (process $pid): DOCKER_HOST=unix://$(socket)"
            return
        fi
        step "Waiting for process $pid, which was killed" await_end "$pid"
    fi
    [ "$INIT" = no ] || cluster=("$(founding)")
    lay_out
    socket=$(socket)
    start
    step "Starting the node" await_node "$socket" "${cluster[@]}"
    say "Node runs: export DOCKER_HOST=unix://$socket"
}

# The address this machine would use towards others; loopback when it has none.
own_address() {
    local found
    found=$(ip -4 route get 192.0.2.1 2>/dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p' | head -n 1)
    echo "${found:-127.0.0.1}"
}

down() {
    node_options "$@"
    running >/dev/null || { say "No node runs on $DATA."; return; }
    step "Stopping the node (its containers go on)" end_node
}

end_node() {
    local pid
    pid=$(running)
    kill -TERM "$pid"
    await_end "$pid"
    rm -f "$DATA/node.pid"
    keep_classes
}

# Ends one that is of no use.
halt() {
    local pid
    pid=$(running) || return 0
    kill -KILL "$pid"
    await_end "$pid"
}

await_end() {
    local n
    for n in $(seq 300); do
        running >/dev/null || return 0
        [ "$n" -ne 250 ] || kill -KILL "$1"
        sleep 0.1
    done
    return 1
}

keep_classes() {
    HOME_DIR=$ROOT/.skep/dist/$(cat "$BASE/built")
    [ -f "$BASE/data/classes.jsa" ] && [ -d "$HOME_DIR" ] || return 0
    need_java
    mv "$BASE/data/classes.jsa" "$(class_archive)"
}

status() {
    node_options "$@"
    need_java
    local pid
    pid=$(running) || { say "No node runs on $DATA."; return 3; }
    unpack
    say "Node runs: process $pid, data $DATA, DOCKER_HOST=unix://$(socket)"
    shell_command skep:status
}

shell() {
    node_options "$@"
    need_java
    unpack
    running >/dev/null || fail "no node runs on $DATA; start one with ./skep up --data $DATA"
    shell_command "${REST[@]}"
}

# Karaf's shell over SSH on loopback, with the key made when the node was laid out. It opens a little later
# than the node's API.
shell_command() {
    local port n
    port=$(sed -n 's/^sshPort *= *//p' "$BASE/etc/org.apache.karaf.shell.cfg")
    for n in $(seq 300); do
        if listening "$port" || ! running >/dev/null; then break; fi
        sleep 0.1
    done
    if command -v ssh >/dev/null 2>&1; then
        ssh -o LogLevel=ERROR -p "$port" -i "$BASE/shell.key" -o BatchMode=yes -o StrictHostKeyChecking=accept-new \
            -o UserKnownHostsFile="$BASE/known_hosts" -o IdentitiesOnly=yes karaf@127.0.0.1 "$@" \
            2> >(grep -v '^Connection to 127.0.0.1 closed' >&2)
    else
        KARAF_HOME=$HOME_DIR KARAF_BASE=$BASE KARAF_ETC=$BASE/etc "$HOME_DIR/bin/client" -a "$port" -h 127.0.0.1 -u karaf \
            -k "$BASE/shell.key" "$@"
    fi
}
