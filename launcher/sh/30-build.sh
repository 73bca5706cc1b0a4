# From sources to an unpacked distribution.

archive() { ls -t "$ROOT"/karaf-distro/target/karaf-distro-*.tar.gz 2>/dev/null | head -n 1; }

built() {
    local tar
    tar=$(archive)
    [ -n "$tar" ] && [ -z "$(find "$ROOT/bundles" "$ROOT/features" "$ROOT/karaf-distro" "$ROOT/pom.xml" \
        -name target -prune -o -type f -newer "$tar" -print -quit)" ]
}

build() {
    local lock
    built && return
    need mvn maven
    # who comes while somebody else builds waits, and finds it built
    mkdir -p "$ROOT/.skep"
    exec {lock}>"$ROOT/.skep/building"
    flock "$lock"
    if ! built; then
        step "Building Skep (the first time also fetches its libraries)" \
            mvn -B -q -f "$ROOT/pom.xml" install -DskipTests -pl karaf-distro -am
        touch "$(archive)"
    fi
    exec {lock}>&-
}

# Sets HOME_DIR to the unpacked distribution, one folder for each build, prepared.
unpack() {
    local tar id part
    tar=$(archive)
    id=$(cksum <"$tar" | tr -d ' ')
    HOME_DIR=$ROOT/.skep/dist/$id
    if [ ! -d "$HOME_DIR" ]; then
        # drawn, not the process' number: hosts in namespaces of their own have the same ones
        mkdir -p "$ROOT/.skep/dist"
        part=$(mktemp -d "$HOME_DIR.part.XXXXXX")
        chmod 755 "$part"
        tar -xzf "$tar" -C "$part" --strip-components=1
        mv -T "$part" "$HOME_DIR" 2>/dev/null || rm -rf "$part"
    fi
    [ -d "$(prepared)" ] || step "Preparing this build (once)" prepare
}

# What each node of this build begins with: Karaf's cache after its first start, features resolved.
prepared() { echo "$HOME_DIR/lib/skep/cache"; }

# Starts a node on a directory of its own and ends it, for what that leaves behind: Karaf's cache, but for
# the configurations in it, which are that node's, and the archive of classes.
prepare() (
    exec 9>"$HOME_DIR.lock"
    flock 9
    [ ! -d "$(prepared)" ] || exit 0
    DATA=$(mktemp -d) BASE=$DATA/karaf API="" API_TCP="" DOCKER_HOST_URL=unix:///nonexistent RUNTIME=process
    ADVERTISE=127.0.0.1 LISTEN=127.0.0.1:$(free_port)
    trap 'halt; rm -rf "$DATA"' EXIT
    lay_out
    start 9>&-
    await_node "$(socket)" "$(founding)"
    end_node
    rm -rf "$BASE"/data/cache/bundle*/data/config "$BASE"/data/cache/cache.lock
    cp -R "$BASE/data/cache" "$(prepared).part"
    mv -T "$(prepared).part" "$(prepared)"
)
