# From sources to an unpacked distribution.

archive() { ls -t "$ROOT"/karaf-distro/target/karaf-distro-*.tar.gz 2>/dev/null | head -n 1; }

built() {
    local tar
    tar=$(archive)
    [ -n "$tar" ] && [ -z "$(find "$ROOT/bundles" "$ROOT/features" "$ROOT/karaf-distro" "$ROOT/pom.xml" \
        -name target -prune -o -type f -newer "$tar" -print -quit)" ]
}

build() {
    built && return
    need mvn maven
    step "Building Skep (the first time also fetches its libraries)" \
        mvn -B -q -f "$ROOT/pom.xml" install -DskipTests -pl karaf-distro -am
    touch "$(archive)"
}

# Sets HOME_DIR to the unpacked distribution, one folder for each build.
unpack() {
    local tar id
    tar=$(archive)
    id=$(cksum <"$tar" | tr -d ' ')
    HOME_DIR=$ROOT/.skep/dist/$id
    [ -d "$HOME_DIR" ] && return
    mkdir -p "$HOME_DIR.part.$$"
    tar -xzf "$tar" -C "$HOME_DIR.part.$$" --strip-components=1
    mv -T "$HOME_DIR.part.$$" "$HOME_DIR" 2>/dev/null || rm -rf "$HOME_DIR.part.$$"
}
