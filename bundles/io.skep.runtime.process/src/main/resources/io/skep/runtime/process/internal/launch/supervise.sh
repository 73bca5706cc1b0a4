#!/bin/sh
# Runs one program, and writes down what became of it even when nobody is left who asks.
# usage: supervise.sh BOX DIRECTORY CGROUP OOM_SCORE PROGRAM [ARGUMENT...]
box=$1 directory=$2 cgroup=$3 oom=$4
shift 4

# only one supervisor ever gets past this line
mkdir "$box/started" || exit 0

# writes its input to a file that is there wholly or not at all
note() {
    cat > "$box/$1.new" && mv "$box/$1.new" "$box/$1"
}

note boot < /proc/sys/kernel/random/boot_id
note supervisor < /proc/$$/stat
umask 022
(
    cd "$directory" || exit 127
    if [ -n "$cgroup" ]; then sh -c 'echo $PPID' > "$cgroup/cgroup.procs"; fi
    if [ "$oom" != 0 ]; then echo "$oom" > /proc/self/oom_score_adj; fi
    # a session of its own: signals reach all of it and nothing else
    exec setsid "$@"
) < /dev/null >> "$box/stdout" 2>> "$box/stderr" &
process=$!
# not waited for yet, so its entry is there even if it has ended
note process < "/proc/$process/stat"
wait "$process"
code=$?
# what it left behind of its group
kill -KILL "-$process" 2> /dev/null
echo "$code" | note exit
if [ -n "$cgroup" ]; then rmdir "$cgroup"; fi
