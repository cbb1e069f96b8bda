/**
 * Reads each package in a separate thread with bounded memory and time: a package that is made to exhaust either is refused, and the server
 * goes on. At most two run at the same time.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RunQueue } from '../../../core/base/runQueue.ts';
import { NodeOpenFile } from '../../../node/nodeOpenFile.ts';
import { type MadeApk, type PackageReader, type ReadPackage, type SymbolId } from '../../ports/packageReader.ts';
import { type ApkKey } from '../apkKey.ts';
import { type InspectionReply, type InspectionTask } from './inspectionTask.ts';
import { inspectInThread, usualLimits, type ThreadLimits } from './inspectionThread.ts';

/** Gives work the package as a file, for as long as it runs. */
type WithPackage = <Result>(sha256: string, work: (path: string) => Promise<Result>) => Promise<Result>;

const mostThreads = 2;
/** Making an APK copies and compresses all of a bundle. */
const apkLimits: ThreadLimits = { milliseconds: 5 * 60_000, heapMegabytes: 512 };
const pieceBytes = 1024 * 1024;

export interface ApkMaking {
  /** For the files that are under way; it belongs to this server alone. */
  readonly folder: string;
  readonly key: () => Promise<ApkKey>;
}

export class ThreadPackageReader implements PackageReader {
  readonly #workerUrl: URL;
  readonly #withPackage: WithPackage;
  readonly #apks: ApkMaking;
  readonly #limits: ThreadLimits;
  readonly #queue = new RunQueue(mostThreads);
  readonly #apkQueue = new RunQueue(1);

  constructor(workerUrl: URL, withPackage: WithPackage, apks: ApkMaking, limits = usualLimits) {
    this.#workerUrl = workerUrl;
    this.#withPackage = withPackage;
    this.#apks = apks;
    this.#limits = limits;
  }

  async read(sha256: string, extension: string): Promise<ReadPackage> {
    return await this.#inTurn(sha256, (path) => ({ path, extension }));
  }

  async readSymbolIds(sha256: string): Promise<readonly SymbolId[]> {
    return (await this.#inTurn(sha256, (path) => ({ path, extension: 'zip', isSymbols: true }))).symbolIds ?? [];
  }

  async #inTurn(sha256: string, taskOf: (path: string) => InspectionTask): Promise<InspectionReply> {
    const answer = Promise.withResolvers<InspectionReply>();
    this.#queue.add(async () => {
      await this.#withPackage(sha256, async (path) => await inspectInThread(this.#workerUrl, taskOf(path), this.#limits)).then(
        answer.resolve,
        answer.reject,
      );
    });
    return await answer.promise;
  }

  async withApk<Result>(sha256: string, work: (made: MadeApk | { readonly problem: string }) => Promise<Result>): Promise<Result> {
    const answer = Promise.withResolvers<Result>();
    this.#apkQueue.add(async () => {
      await this.#withApk(sha256, work).then(answer.resolve, answer.reject);
    });
    return await answer.promise;
  }

  async #withApk<Result>(sha256: string, work: (made: MadeApk | { readonly problem: string }) => Promise<Result>): Promise<Result> {
    const key = await this.#apks.key();
    const folder = join(this.#apks.folder, randomUUID());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const apk = { ...key, path: join(folder, 'app.apk') };
      const { facts, icon, problem } = await this.#withPackage(
        sha256,
        async (path) => await inspectInThread(this.#workerUrl, { path, extension: 'aab', apk }, apkLimits),
      );
      if (problem !== null) return await work({ problem });
      const file = await NodeOpenFile.open(apk.path);
      try {
        const pieces = async function* () {
          for (let at = 0; at < file.size; at += pieceBytes) yield await file.read(at, Math.min(pieceBytes, file.size - at));
        };
        return await work({ facts, icon, sizeBytes: file.size, pieces });
      } finally {
        await file.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
