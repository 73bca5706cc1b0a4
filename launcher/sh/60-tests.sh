# Every test there is.

run_tests() {
    local args=() nightly=no
    while [ $# -gt 0 ]; do
        case "$1" in
            --conformance) args+=("-Dskep.conformance=$(readlink -f "${2:?--conformance needs a file}")"); shift 2 ;;
            --nightly) nightly=yes; shift ;;
            *) fail "unknown option $1; see ./skep help" ;;
        esac
    done
    [ $nightly = no ] || args+=("-Dskep.nightly=true" "-Dskep.kills=50" "-Dskep.mutations=2700" "-Dskep.seeds=5000" \
        "-Dskep.faults=5" "-Dskep.cuts=50" "-Dskep.terms=200" "-Dskep.once=5000" "-Dskep.kill.rounds=500" "-Dskep.kill.seconds=1000" "-Dskep.flips=500" "-Dskep.down.seconds=300" "-Dskep.updates=10" \
        "-Dskep.starved.seconds=60" "-Dskep.snapshot.mib=50" "-Dskep.churns=34" "-Dskep.clocks=true")
    need_java
    need mvn maven
    need dockerd docker.io
    need docker docker.io
    need iptables iptables
    need ip iproute2
    need conntrack conntrack
    need tar tar
    # each for one test, which is skipped without it
    wish strace strace SyncTest
    wish wrk wrk UpdatesTest
    wish docker-registry docker-registry RegistryTest
    wish tcpdump tcpdump "the kit's NET_6_sendsNothingInClear"
    wish wg wireguard-tools "tests of encrypted networks"
    wish wireguard-go wireguard-go "tests of encrypted networks, where the kernel has no WireGuard"
    [ $nightly = no ] || wish faketime faketime ClockTest
    wish ansible-playbook ansible "ClientsTest.isDrivenByAnsible"
    wish prometheus prometheus "ClientsTest.isDiscoveredByPrometheus"
    wish node nodejs "ClientsTest.isDrivenByDockerode"
    wish npm npm "ClientsTest.isDrivenByDockerode"
    /usr/bin/python3 -c "import docker" 2>/dev/null || (install python3-docker) || say "there is no python3-docker: ClientsTest.isDrivenByPython will be skipped"
    # on to the end, so that one run tells of everything that is broken
    mvn -B -f "$ROOT/pom.xml" install -Dmaven.test.failure.ignore=true "${args[@]}"
    totals
}

# wish PROGRAM PACKAGE TEST: installs it where we may; else says what will be skipped.
wish() {
    command -v "$1" >/dev/null 2>&1 || (install "$2") || say "there is no $1: $3 will be skipped"
}

# What failed and how, then the sum of what Surefire counted, in its own form; fails when a test failed or none ran.
totals() {
    local reports
    reports=$(find "$ROOT" -path '*/target/surefire-reports/TEST-*.xml')
    find "$ROOT" -path '*/target/surefire-reports/*.txt' -exec grep -hE -A 12 '<<< (FAILURE|ERROR)!' {} + | grep -v '^Tests run:' || true
    # shellcheck disable=SC2086
    sed -n 's/.*<testsuite .*/&/p' $reports | awk '
        function count(name, text) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        { t += count("tests"); f += count("failures"); e += count("errors"); s += count("skipped") }
        END {
            printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", t, f, e, s
            exit (f + e > 0 || t == 0)
        }'
}
