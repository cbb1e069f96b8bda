/**
 * What a publication has done so far, in a small file of this user, so that a killed one goes on where it was and never does the last step
 * twice. It is written whole or not at all, and readable by this user alone: the address of an upload lets anyone who has it upload that file.
 */

import { createHash } from 'node:crypto';
import { fromUtf8, utf8 } from '../base/bytes.ts';
import { Failure, isFailure } from '../base/failure.ts';
import { type Clock } from '../ports/clock.ts';
import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { type RunningProcesses } from '../ports/runningProcesses.ts';
import { objectField, parseJsonObject, textField } from './jsonObject.ts';

export interface JournalWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly clock: Clock;
  readonly processes: RunningProcesses;
  /** Of this user's own files of the product. */
  readonly userFolder: string;
}

export interface PublishState {
  /** `committing`: the last request may have been sent. */
  readonly step: 'open' | 'uploaded' | 'committing';
  /** Of the store: what the steps belong to. */
  readonly editId: string;
  readonly uploadAddress?: string;
}

const steps: readonly PublishState['step'][] = ['open', 'uploaded', 'committing'];
/** Google's uploads last for a week. */
const longestMs = 6 * 24 * 60 * 60 * 1000;
const largestJournal = 64 * 1024;
const schema = 1;

export class PublishJournal {
  readonly #world: JournalWorld;
  readonly #path: string;

  /** `wish` says everything that another publication would differ in. */
  constructor(world: JournalWorld, wish: readonly string[]) {
    const name = createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 32);
    this.#world = world;
    this.#path = world.paths.join(world.userFolder, 'publishing', `${name}.json`);
  }

  /** What an earlier process left. Fails with `store-publish-running` when that process still runs. */
  async read(): Promise<PublishState | undefined> {
    const { files, processes, clock } = this.#world;
    let text: string;
    try {
      text = fromUtf8(await files.readFile(this.#path, { maxBytes: largestJournal }));
    } catch (error) {
      if (isFailure(error, 'file-not-found') || isFailure(error, 'file-too-large')) return undefined;
      throw error;
    }
    const content = parseJsonObject(text);
    const owner = objectField(content, 'owner');
    const [pid, host, startedAt] = [owner?.['pid'], textField(owner, 'host'), textField(owner, 'startedAt')];
    if (typeof pid === 'number' && host !== undefined) {
      const mark = { pid, host, ...(startedAt !== undefined && { startedAt }) };
      const own = await processes.current();
      const isOwn = own.pid === pid && own.host === host;
      if (!isOwn && (await processes.isRunning(mark)) === true) throw Failure.of('store-publish-running', { pid, host });
    }
    const step = steps.find((each) => each === content?.['step']);
    const editId = textField(content, 'editId');
    const writtenAt = Date.parse(textField(content, 'writtenAt') ?? '');
    if (content?.['schema'] !== schema || step === undefined || editId === undefined) return undefined;
    if (!(clock.now().getTime() - writtenAt < longestMs)) return undefined;
    const uploadAddress = textField(content, 'uploadAddress');
    return { step, editId, ...(uploadAddress !== undefined && { uploadAddress }) };
  }

  async write(state: PublishState): Promise<void> {
    const { files, processes, clock } = this.#world;
    const content = { schema, ...state, writtenAt: clock.now().toISOString(), owner: await processes.current() };
    await files.writeFile(this.#path, utf8(`${JSON.stringify(content)}\n`), { mode: 0o600 });
  }

  async remove(): Promise<void> {
    await this.#world.files.remove(this.#path);
  }
}
