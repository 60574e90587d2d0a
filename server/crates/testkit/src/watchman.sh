# Stops a test cluster when nobody uses it any more. $1 is the folder of all clusters, $2 this cluster's own.
# Every test process keeps a file in $2/users, named by its process id.
used() {
    found=1
    for user in "$2"/users/*; do
        [ -e "$user" ] || continue
        if kill -0 "${user##*/}" 2>/dev/null; then found=0; else rm -f "$user"; fi
    done
    return $found
}

idle=0
while [ $idle -lt 10 ] && [ -d "$2" ]; do
    sleep 1
    if used "$1" "$2"; then idle=0; else idle=$((idle + 1)); fi
done
# From here on nobody new comes: a process that wrote its name looks again whether the cluster is still the current one.
if [ "$(cat "$1/current" 2>/dev/null)" = "$2" ]; then rm -f "$1/current"; fi
while used "$1" "$2"; do sleep 1; done

pid=$(head -n 1 "$2/postgres/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then kill -INT "$pid" 2>/dev/null; fi
left=30
while [ -e "$2/postgres/postmaster.pid" ] && [ $left -gt 0 ]; do
    sleep 1
    left=$((left - 1))
done
rm -rf "$2"
