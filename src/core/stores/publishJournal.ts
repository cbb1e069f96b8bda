/**
 * What a publication has done so far, in a small file of this user, so that a killed one goes on where it was and never does the last step
 * twice. It is written whole or not at all, and readable by this user alone: the address of an upload lets anyone who has it upload that file.
 */

import { createHash } from 'node:crypto';
import { fromUtf8, utf8 } from '../base/bytes.ts';
import { Failure, isFailure } from '../base/failure.ts';
import { type Clock } from '../ports/clock.ts';
import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { type ProcessMark, type RunningProcesses } from '../ports/runningProcesses.ts';
import { objectField, parseJsonObject, textField, type JsonObject } from './jsonObject.ts';
import { type StoreName } from './storeAccount.ts';

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
  /** What else the store needs to go on, by name. */
  readonly details?: Readonly<Record<string, string>>;
}

const steps: readonly PublishState['step'][] = ['open', 'uploaded', 'committing'];
/** Google's uploads last for a week. */
const longestMs = 6 * 24 * 60 * 60 * 1000;
const largestJournal = 64 * 1024;
const schema = 1;
const folderName = 'publishing';
const mostJournals = 1000;

export class PublishJournal {
  readonly #world: JournalWorld;
  readonly #store: StoreName;
  readonly #subject: string;
  readonly #path: string;

  /** `wish` says everything that another publication would differ in, the store first; `subject` which app it is about. */
  constructor(world: JournalWorld, subject: string, wish: readonly [StoreName, ...string[]]) {
    const name = createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 32);
    this.#world = world;
    [this.#store] = wish;
    this.#subject = subject;
    this.#path = world.paths.join(world.userFolder, folderName, `${name}.json`);
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
    const mark = ownerOf(content);
    if (mark) {
      const own = await processes.current();
      const isOwn = own.pid === mark.pid && own.host === mark.host;
      if (!isOwn && (await processes.isRunning(mark)) === true)
        throw Failure.of('store-publish-running', { pid: mark.pid, host: mark.host });
    }
    const step = steps.find((each) => each === content?.['step']);
    const editId = textField(content, 'editId');
    const writtenAt = Date.parse(textField(content, 'writtenAt') ?? '');
    if (content?.['schema'] !== schema || step === undefined || editId === undefined) return undefined;
    if (!(clock.now().getTime() - writtenAt < longestMs)) return undefined;
    const uploadAddress = textField(content, 'uploadAddress');
    const details = textsOf(objectField(content, 'details'));
    return { step, editId, ...(uploadAddress !== undefined && { uploadAddress }), ...(details && { details }) };
  }

  async write(state: PublishState): Promise<void> {
    const { files, processes, clock } = this.#world;
    const content = {
      schema,
      store: this.#store,
      subject: this.#subject,
      ...state,
      writtenAt: clock.now().toISOString(),
      owner: await processes.current(),
    };
    await files.writeFile(this.#path, utf8(`${JSON.stringify(content)}\n`), { mode: 0o600 });
  }

  async remove(): Promise<void> {
    await this.#world.files.remove(this.#path);
  }
}

function textsOf(object: JsonObject | undefined): Readonly<Record<string, string>> | undefined {
  if (!object) return undefined;
  return Object.fromEntries(Object.entries(object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function ownerOf(content: JsonObject | undefined): ProcessMark | undefined {
  const owner = objectField(content, 'owner');
  const [pid, host, startedAt] = [owner?.['pid'], textField(owner, 'host'), textField(owner, 'startedAt')];
  return typeof pid === 'number' && host !== undefined ? { pid, host, ...(startedAt !== undefined && { startedAt }) } : undefined;
}

/** Whether a process of this user publishes the app on the store, or was killed or refused while it did and may go on. */
export async function hasOpenPublication(
  { files, paths, userFolder, clock }: JournalWorld,
  store: StoreName,
  subject: string,
): Promise<boolean> {
  const folder = paths.join(userFolder, folderName);
  if ((await files.stat(folder))?.kind !== 'directory') return false;
  for (const { name } of (await files.readDirectory(folder)).slice(0, mostJournals)) {
    if (!name.endsWith('.json')) continue;
    try {
      const content = parseJsonObject(await files.readFile(paths.join(folder, name), { maxBytes: largestJournal }));
      const isFresh = clock.now().getTime() - Date.parse(textField(content, 'writtenAt') ?? '') < longestMs;
      if (textField(content, 'store') === store && textField(content, 'subject') === subject && isFresh) return true;
    } catch (error) {
      // It has ended between the two, or is someone else's.
      if (!isFailure(error)) throw error;
    }
  }
  return false;
}
