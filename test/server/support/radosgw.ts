/**
 * An S3-compatible service: radosgw of Ceph with one monitor and one disk, which is a file, in a folder that is removed. No part of it starts at
 * boot or knows others.
 */

import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../src/core/base/secret.ts';
import { isAlive } from '../../../src/node/isAlive.ts';
import { type S3Options } from '../../../src/releases/storage/blobs-s3/s3Bucket.ts';
import { signRequest } from '../../../src/releases/storage/blobs-s3/signRequest.ts';
import { freePort } from '../../support/freePort.ts';
import { until } from '../../support/until.ts';
import { programAt } from './daemon.ts';

export interface Radosgw {
  readonly options: S3Options;
  /** Kills all its processes, as a power cut does, and starts them again with the same data. */
  killAndStartAgain(): Promise<void>;
  stop(): Promise<void>;
}

function configuration(folder: string, monitorPort: number, port: number, id: string): string {
  return `
[global]
fsid = ${id}
mon host = v1:127.0.0.1:${monitorPort}
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
ms bind msgr2 = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
pid file = ${folder}/run/$name.pid
log file = ${folder}/log/$name.log
mon cluster log file = ${folder}/log/cluster.log
[mon.a]
mon data = ${folder}/mon
[osd.0]
osd data = ${folder}/osd
# Without these two it asks the monitor for what is not there, and ends.
osd crush update on start = false
osd class update on start = false
bluestore block size = 12884901888
bluestore block create = true
osd memory target = 939524096
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw enable usage log = false
`;
}

export async function startRadosgw(): Promise<Radosgw> {
  const programs = {
    radosgw: programAt('/usr/bin/radosgw'),
    mon: programAt('/usr/bin/ceph-mon'),
    osd: programAt('/usr/bin/ceph-osd'),
  };
  const folder = mkdtempSync(join(tmpdir(), 'radosgw-'));
  for (const name of ['mon', 'osd', 'log', 'run']) mkdirSync(join(folder, name));
  const [monitorPort, port, id] = [await freePort(), await freePort(), randomUUID()];
  const config = join(folder, 'ceph.conf');
  writeFileSync(config, configuration(folder, monitorPort, port, id));
  const run = (command: string, ...args: readonly string[]): void => {
    const { status, stderr } = spawnSync(command, ['-c', config, ...args], { encoding: 'utf8', timeout: 120_000 });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.slice(-2000)}`);
  };
  const identity = process.getuid?.() === 0 ? ['--setuser', 'root', '--setgroup', 'root'] : [];
  const endpoint = `http://127.0.0.1:${port}`;
  const startMonitor = (): void => run(programs.mon, '-i', 'a', ...identity);
  const startRest = async (): Promise<void> => {
    run(programs.osd, '-i', '0', ...identity);
    spawnSync('ceph', ['-c', config, 'osd', 'crush', 'add', 'osd.0', '1.0', 'root=default', 'host=h'], { timeout: 60_000 });
    run(programs.radosgw, '-n', 'client.rgw.a', ...identity);
    await until('radosgw answers', async () => (await fetch(endpoint).catch(() => undefined))?.ok || undefined, 120_000);
  };
  const kill = async (): Promise<void> => {
    const pids = readdirSync(join(folder, 'run')).flatMap((name) =>
      name.endsWith('.pid') ? [Number(readFileSync(join(folder, 'run', name), 'utf8'))] : [],
    );
    for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
    await until('radosgw has ended', () => !pids.some(isAlive) || undefined);
  };
  const map = spawnSync('monmaptool', [
    '--create',
    '--clobber',
    '--addv',
    'a',
    `[v1:127.0.0.1:${monitorPort}]`,
    '--fsid',
    id,
    join(folder, 'monmap'),
  ]);
  if (map.status !== 0) throw new Error(`monmaptool: ${String(map.stderr)}`);
  run(programs.mon, '--mkfs', '-i', 'a', '--monmap', join(folder, 'monmap'));
  startMonitor();
  const disk = randomUUID();
  run('ceph', 'osd', 'new', disk, '0');
  run(programs.osd, '-i', '0', '--mkfs', '--osd-uuid', disk);
  await startRest();
  const keys = { accessKeyId: 'AKTEST', secretAccessKey: 'SK/test+secret' };
  run(
    'radosgw-admin',
    '-n',
    'client.rgw.a',
    'user',
    'create',
    '--uid=tester',
    '--display-name=tester',
    `--access-key=${keys.accessKeyId}`,
    `--secret-key=${keys.secretAccessKey}`,
  );
  const credentials = { accessKeyId: keys.accessKeyId, secretAccessKey: new Secret(keys.secretAccessKey), region: 'us-east-1' };
  const url = new URL(`${endpoint}/packages`);
  const headers = signRequest({ method: 'PUT', url, headers: {}, body: undefined }, credentials, new Date());
  const made = await fetch(url, { method: 'PUT', headers });
  if (!made.ok) throw new Error(`the bucket was not made: ${await made.text()}`);
  return {
    options: { ...credentials, endpoint, bucket: 'packages', publicEndpoint: endpoint },
    killAndStartAgain: async () => {
      await kill();
      startMonitor();
      await startRest();
    },
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
