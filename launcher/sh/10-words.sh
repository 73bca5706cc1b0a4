# What the user reads.

say()  { printf '%s\n' "$*"; }
fail() { printf 'skep: %s\n' "$*" >&2; exit 1; }

# step TEXT COMMAND...: shows progress for what takes longer than a second; its output goes to a file.
step() {
    local text=$1 log pid began=$SECONDS
    shift
    log=$(mktemp)
    "$@" >"$log" 2>&1 &
    pid=$!
    while [ -t 1 ] && kill -0 "$pid" 2>/dev/null; do
        printf '\r%s ... %ss ' "$text" "$((SECONDS - began))"
        sleep 0.1
    done
    if wait "$pid"; then
        if [ -t 1 ]; then printf '\r'; fi
        say "$text ... done ($((SECONDS - began))s)"
        rm -f "$log"
    else
        printf '\n' >&2
        tail -n 40 "$log" >&2
        fail "$text failed; the whole output is in $log"
    fi
}

usage() {
    cat <<TEXT
usage: ./skep COMMAND [OPTIONS]

  demo              build, start a node, run a service, show it converge and answer
  up                start a node        down     stop it (its containers go on)
  status            how it is           shell    its Karaf shell, or one command with its exit code
  context [FOLDER]  a certificate for a client of the API on TCP, and the docker context that uses it
  test              run every test      bench [NAME]  measure (all, or those whose class has that name)

options of up, down, status, shell and context:
  --data DIR            the node's directory                  (default $ROOT/.skep/node)
options of up:
  --api unix:///PATH    where Docker clients connect          (default DIR/skep.sock)
  --api tcp://ADDR:PORT also there, under mutual TLS; may be given several times
  --docker-host URL     the Docker Engine to use              (default unix:///var/run/docker.sock)
  --runtime NAME        docker or process                     (default: docker if an engine answers)
  --advertise ADDR      address other nodes reach this one at (default: found out)
  --listen ADDR:PORT    the cluster's port                    (default 0.0.0.0:2377)
  --no-init             do not form a one-node cluster
options of context:
  --role ROLE           admin, deployer or viewer: what its owner may do  (default admin)
  --name NAME           whose it is; stands in the audit lines            (default "skep client")
options of test:
  --conformance FILE    check every API answer against a Docker Engine API definition
  --nightly             the long tests too
TEXT
}
