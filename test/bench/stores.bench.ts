/**
 * Uploads of 2 GB to stores over loopback: resumable as Google Play takes them, and in parts as App Store Connect does, against a bare stream of
 * the same file. The receiver is in this process, each upload in one of its own, whose memory is looked at.
 */

import { spawn } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchCase, type Demand } from './support/benchCase.ts';
import { benchFolder } from './support/benchFolder.ts';
import { measuredBy, type Measurement } from './support/measure.ts';

const sizeBytes = 2_000_000_000;
const rounds = 3;
const ways = { bare: 'bare stream', resumable: 'Google Play, resumable', parts: 'App Store Connect, in parts' } as const;
type Way = keyof typeof ways;

interface Upload {
  readonly ms: number;
  /** Above what the process took before it began; `null` where the system does not say it. */
  readonly growthBytes: number | null;
}

export const bench: BenchCase = {
  title: `Stores: upload of ${sizeBytes / 1e6} MB over loopback`,
  run: async () => {
    const path = join(benchFolder, 'stores.bin');
    const file = openSync(path, 'w');
    ftruncateSync(file, sizeBytes);
    closeSync(file);
    const server = createServer((request, response) => {
      request.on('data', () => {});
      request.on('end', () => response.end('{}'));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    try {
      const uploads = new Map<Way, Upload[]>();
      for (let round = 0; round < rounds; round++)
        for (const way of turn(round)) uploads.set(way, [...(uploads.get(way) ?? []), await upload(way, path, server)]);
      const measured = (way: Way): Measurement => measuredBy(ways[way], uploads.get(way)?.map(({ ms }) => ms) ?? []);
      const [bare, resumable, parts] = [measured('bare'), measured('resumable'), measured('parts')];
      const growths = (['resumable', 'parts'] as const).map(
        (way) => uploads.get(way)?.flatMap(({ growthBytes }) => growthBytes ?? []) ?? [],
      );
      const isKnown = growths.every((each) => each.length === rounds);
      return {
        measurements: [bare, resumable, parts],
        demands: [
          rateDemand(resumable, bare),
          rateDemand(parts, bare),
          ...(isKnown ? growths.map((each, index) => growthDemand(index === 0 ? resumable : parts, Math.max(...each))) : []),
        ],
        skipped: isKnown ? [] : ['memory: this system does not tell the peak of a process'],
      };
    } finally {
      server.closeAllConnections();
      server.close();
      rmSync(path);
    }
  },
};

/** All ways in each round, another one first: what else the machine does, and what is read for the first time, meets each of them. */
function turn(round: number): readonly Way[] {
  const order: readonly Way[] = ['bare', 'resumable', 'parts'];
  return order.map((_, index) => order[(index + round) % order.length] ?? 'bare');
}

/** Of the fastest runs: what the thing itself costs, on a machine where others run too. */
function rateDemand(own: Measurement, bare: Measurement): Demand {
  const share = bare.fastestMs / own.fastestMs;
  return { text: `${own.name}: rate of a bare stream`, measured: `${(share * 100).toFixed(0)} %`, allowed: '≥ 90 %', isMet: share >= 0.9 };
}

function growthDemand({ name }: Measurement, growth: number): Demand {
  return { text: `${name}: memory grows by`, measured: `${(growth / 1e6).toFixed(0)} MB`, allowed: '< 64 MB', isMet: growth < 64e6 };
}

async function upload(way: Way, path: string, server: Server): Promise<Upload> {
  const program = fileURLToPath(new URL('./support/uploadOnce.ts', import.meta.url));
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [program, way, path, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (piece: Buffer) => void (text += piece.toString()));
  const exitCode = await new Promise<number | null>((resolve) => void child.on('close', resolve));
  if (exitCode !== 0) throw new Error(`the upload ${way} ended with ${exitCode}`);
  return JSON.parse(text) as Upload;
}
