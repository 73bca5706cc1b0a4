// dockerode against a cluster: a service made, scaled, listened to and removed.
const assert = require('assert');
const Docker = require('dockerode');

const docker = new Docker({ socketPath: process.env.DOCKER_HOST.replace('unix://', '') });
const pause = () => new Promise((done) => setTimeout(done, 100));

async function until(count) {
  const deadline = Date.now() + 60000;
  for (;;) {
    const tasks = await docker.listTasks({ filters: { service: ['js'], 'desired-state': ['running'] } });
    if (tasks.filter((task) => task.Status.State === 'running').length === count) return;
    assert(Date.now() < deadline, JSON.stringify(tasks));
    await pause();
  }
}

async function main() {
  const heard = [];
  const events = await docker.getEvents({ filters: { type: ['service'] } });
  events.on('data', (line) => heard.push(line.toString()));
  const spec = {
    Name: 'js',
    TaskTemplate: { ContainerSpec: { Image: 'process', Command: ['sleep', '1000'], StopGracePeriod: 0 } },
    Mode: { Replicated: { Replicas: 1 } },
  };
  await docker.createService(spec);
  await until(1);
  const service = docker.getService('js');
  const seen = await service.inspect();
  await service.update({ ...spec, version: seen.Version.Index, Mode: { Replicated: { Replicas: 2 } } });
  await until(2);
  assert.strictEqual((await docker.listNodes()).length, 1);
  assert.strictEqual((await docker.swarmInspect()).Spec.Name, 'default');
  await assert.rejects(docker.createService(spec), { statusCode: 409 });
  await service.remove();
  await assert.rejects(service.inspect(), { statusCode: 404 });
  while (!heard.join('').includes('"remove"')) await pause();
  events.destroy();
  console.log('done');
}

main().catch((failure) => { console.error(failure); process.exit(1); });
