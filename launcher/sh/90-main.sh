main() {
    local command=${1:-help}
    [ $# -eq 0 ] || shift
    case "$command" in
        up | down | status | shell | context | demo) "$command" "$@" ;;
        test) run_tests "$@" ;;
        bench) run_benches "$@" ;;
        help | -h | --help) usage ;;
        *) usage >&2; fail "unknown command '$command'" ;;
    esac
}
