# What is measured. Benches are main classes beside the tests; each prints `figure NAME VALUE UNIT` lines. Nodes on
# hosts have the memory that nodes have by default; those of tests have less.

# module, class and heap of each
benches() {
    cat <<TEXT
bundles/io.skep.scheduler.engine io.skep.scheduler.engine.internal.PlanningBench 6g
bundles/io.skep.store.engine io.skep.store.engine.internal.StoreBench 2g
itests/blackbox io.skep.itests.blackbox.NodeBench 512m
itests/blackbox io.skep.itests.blackbox.ContainerBench 512m
itests/cluster io.skep.itests.cluster.ApiBench 512m
itests/cluster io.skep.itests.cluster.WritesBench 512m
itests/cluster io.skep.itests.cluster.LeaderBench 512m
itests/cluster io.skep.itests.cluster.PowerBench 512m
itests/cluster io.skep.itests.cluster.AlarmBench 512m
itests/cluster io.skep.itests.cluster.NetworkBench 512m
itests/cluster io.skep.itests.cluster.OverlayBench 512m
itests/cluster io.skep.itests.cluster.WiringBench 512m
bundles/io.skep.network.nftables io.skep.network.nftables.internal.tool.RulesBench 512m
TEXT
}

run_benches() {
    local wanted=${1:-} module class heap
    need_java
    need mvn maven
    need dockerd docker.io
    need docker docker.io
    need nft nftables
    case WritesBench in *"$wanted"*) need etcd etcd-server ;; esac
    case NetworkBench in *"$wanted"*) need wrk wrk && need iperf3 iperf3 && need nginx nginx-light && need dnsperf dnsperf ;; esac
    case OverlayBench in *"$wanted"*) need iperf3 iperf3 ;; esac
    step "Building Skep" mvn -B -q -f "$ROOT/pom.xml" install -DskipTests
    while read -r module class heap; do
        case "$class" in *"$wanted"*) bench "$module" "$class" "$heap" ;; esac
    done < <(benches)
}

bench() {
    say "${2##*.}:"
    (cd "$ROOT/$1" && mvn -B -q org.codehaus.mojo:exec-maven-plugin:3.5.0:exec -Dexec.executable=java \
        -Dexec.classpathScope=test -Dexec.args="-Dskep.heap=1g -Xmx$3 -cp %classpath $2") </dev/null | grep -o 'figure .*' \
        || fail "$2 measured nothing"
}
