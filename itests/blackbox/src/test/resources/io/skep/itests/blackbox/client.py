# docker-py against a cluster: what it does to a service, a secret, a config and a node.
import time

import docker

client = docker.from_env()
assert client.info()["Swarm"]["LocalNodeState"] == "active"
assert client.swarm.attrs["Spec"]["Name"] == "default"

secret = client.secrets.create(name="py-secret", data=b"s")
config = client.configs.create(name="py-config", data=b"c")
assert client.secrets.get(secret.id).name == "py-secret"
assert client.configs.get(config.id).name == "py-config"

service = client.services.create(
    "process",
    command=["sleep", "1000"],
    name="py",
    labels={"l": "v"},
    stop_grace_period=0,
    mode=docker.types.ServiceMode("replicated", replicas=2),
    restart_policy=docker.types.RestartPolicy(condition="any", delay=0),
)


def running():
    tasks = service.tasks(filters={"desired-state": "running"})
    return sum(task["Status"]["State"] == "running" for task in tasks)


def until(wanted):
    deadline = time.monotonic() + 60
    while running() != wanted:
        assert time.monotonic() < deadline, "%d run, wanted %d" % (running(), wanted)
        time.sleep(0.1)


until(2)
assert service.scale(3)
until(3)
service.reload()
assert service.attrs["Spec"]["Mode"]["Replicated"]["Replicas"] == 3
assert service.update(labels={"l": "w"}, mode=docker.types.ServiceMode("replicated", replicas=1))
until(1)
service.reload()
assert service.attrs["Spec"]["Labels"] == {"l": "w"}
assert service.force_update()
assert [found.name for found in client.services.list(filters={"name": "py"})] == ["py"]

node = client.nodes.list(filters={"role": "manager"})[0]
spec = dict(node.attrs["Spec"], Labels={"py": "yes"})
assert node.update(spec)
node.reload()
assert node.attrs["Spec"]["Labels"] == {"py": "yes"}

try:
    client.services.create("process", name="py")
    raise SystemExit("a second service of the name was made")
except docker.errors.APIError as refused:
    assert refused.status_code == 409, refused

service.remove()
secret.remove()
config.remove()
try:
    client.services.get("py")
    raise SystemExit("the service is still there")
except docker.errors.NotFound:
    print("done")
