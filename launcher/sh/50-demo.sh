# One command from a checkout to an answering service.

demo() {
    node_options "$@"
    [ "$DATA" != "$ROOT/.skep/node" ] || DATA=$ROOT/.skep/demo
    mkdir -p "$DATA"
    BASE=$DATA/karaf
    set -- --data "$DATA"
    [ -z "$DOCKER_HOST_URL" ] || set -- "$@" --docker-host "$DOCKER_HOST_URL"
    [ -z "$RUNTIME" ] || set -- "$@" --runtime "$RUNTIME"
    [ -z "$ADVERTISE" ] || set -- "$@" --advertise "$ADVERTISE"
    # a node or an engine's swarm may have the usual port
    if listening 2377 && ! running >/dev/null; then set -- "$@" --listen "0.0.0.0:$(free_port)"; fi
    up "$@"
    java_tool Demo "$(socket)" "$(engine)" "${RUNTIME:-auto}" "$DATA" "$(launcher_jar)" \
        || fail "the demo did not end well; the node's log is $BASE/data/log/karaf.log"
    next_steps
}

next_steps() {
    cat <<TEXT

It runs. What to type next:

  export DOCKER_HOST=unix://$(socket)
  docker service ls                       # any docker CLI drives it
  docker service scale hello=5
  docker service ps hello
  docker service logs hello

  ./skep shell --data $DATA               # Karaf's shell: swarm:service-ls, skep:plug-ls ...
  ./skep shell --data $DATA skep:plug-use scheduler binpack
  ./skep down --data $DATA                # the replicas go on; ./skep up takes them over again
TEXT
}
