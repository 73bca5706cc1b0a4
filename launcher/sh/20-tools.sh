# What a machine must have, and how it gets it.

# What a JDK says of itself; asking a file is sooner than asking the JVM, where there is that file.
java_major() {
    local said
    said=$(grep -s '^JAVA_VERSION=' "$1/release" || "$1/bin/java" -version 2>&1)
    said=${said#*\"}
    echo "${said%%[!0-9]*}"
}

# Karaf 4.4 runs on 17 to 23: from 24 on the security manager it asks for is gone.
usable_java() {
    local major
    [ -x "$1/bin/javac" ] || return 1
    major=$(java_major "$1")
    [ -n "$major" ] && [ "$major" -ge 17 ] && [ "$major" -lt 24 ]
}

need_java() {
    local home seen=""
    for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")" \
        /usr/lib/jvm/*; do
        [ -n "$home" ] && [ -x "$home/bin/java" ] || continue
        if usable_java "$home"; then
            export JAVA_HOME=$home PATH="$home/bin:$PATH"
            return
        fi
        seen="$seen $home ($(java_major "$home"))"
    done
    [ -z "$seen" ] || fail "needs a JDK from 17 to 23, because Apache Karaf 4.4 cannot run on others; found only:$seen. Set JAVA_HOME to a JDK 17."
    fail "needs a JDK 17 and found none; on Debian or Ubuntu: sudo apt-get install openjdk-17-jdk-headless"
}

# need PROGRAM PACKAGE: installs it with the system's package manager where we may, else says how.
need() {
    command -v "$1" >/dev/null 2>&1 && return 0
    install "$2" || fail "needs $1; install it and try again, for example: sudo apt-get install $2"
    command -v "$1" >/dev/null 2>&1 || fail "installed $2, but there is still no $1"
}

install() {
    [ "$(id -u)" = 0 ] || return 1
    if command -v apt-get >/dev/null 2>&1; then
        step "Installing $*" apt_install "$@"
    elif command -v dnf >/dev/null 2>&1; then
        step "Installing $*" dnf install -y -q "$@"
    else
        return 1
    fi
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" && return 0
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"
}

# Whether anybody listens at this port of loopback.
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM))
        listening "$port" || { echo "$port"; return; }
    done
}
