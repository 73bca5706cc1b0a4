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
    [ $nightly = no ] || args+=("-Dskep.nightly=true" "-Dskep.kills=50" "-Dskep.mutations=2000" "-Dskep.seeds=5000" \
        "-Dskep.faults=5" "-Dskep.cuts=50" "-Dskep.terms=200" "-Dskep.once=5000" "-Dskep.kill.rounds=500" "-Dskep.kill.seconds=1000" "-Dskep.flips=500" "-Dskep.down.seconds=300")
    need_java
    need mvn maven
    need dockerd docker.io
    need docker docker.io
    need iptables iptables
    need ip iproute2
    need tar tar
    # one test reads system calls; without it that one is skipped
    command -v strace >/dev/null 2>&1 || (install strace) || say "there is no strace: SyncTest will be skipped"
    # on to the end, so that one run tells of everything that is broken
    mvn -B -f "$ROOT/pom.xml" install -Dmaven.test.failure.ignore=true "${args[@]}"
    totals
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
