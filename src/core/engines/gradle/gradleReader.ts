/**
 * Reads the output of a Gradle build: what our init script says (lines of `MDIST ` and JSON), the tasks it works through in both forms of
 * the plain console, and why it failed.
 */

import { type OutputFact, type OutputReader } from '../engine/buildPlan.ts';
import { present } from '../../base/present.ts';
import { type SkipReason } from '../../base/progress.ts';
import { BuildLogReader, type LogReaderInput } from '../log/buildLogReader.ts';

const mark = 'MDIST {';
const longestEvent = 64 * 1024;
const longestPath = 4096;
/** What the init script names. They are recorded with the package, where nothing belongs that a project made up. */
const knownTools: ReadonlySet<string> = new Set([
  'Gradle',
  'JDK',
  'Android Gradle plugin',
  'Android SDK platform',
  'Android SDK build tools',
  'Kotlin',
]);
/** As versions of tools are written: `17.0.15`, `8.14-rc-1`, `Google Inc.:Google APIs:23`. */
const toolVersion = /^[\w.+:() -]{1,100}$/;
/** Since Gradle 4.7, and before: `> Task :app:preBuild UP-TO-DATE`, `:app:preBuild UP-TO-DATE`. Tools write right behind the older form. */
const taskLine = /^(?:> Task )?(?<task>(?::[\w.-]{1,200}){1,12})(?<rest>.*)$/;

/** What Gradle writes behind a task that it did not carry out. */
const skips: ReadonlyMap<string, SkipReason> = new Map([
  [' UP-TO-DATE', 'up-to-date'],
  [' FROM-CACHE', 'from-cache'],
  [' NO-SOURCE', 'no-source'],
  [' SKIPPED', 'skipped'],
]);
/** More tasks than any project has. */
const mostTasks = 50_000;

/** As Gradle names its variant. */
export interface GradlePackage {
  readonly variant: string;
  readonly format: 'apk' | 'aab';
}

export interface GradleReaderInput extends LogReaderInput {
  /** What is waited for. */
  readonly packages: readonly GradlePackage[];
  /** The process that builds, when it is known. */
  readonly onProcess: (pid: number) => void;
}

export class GradleReader implements OutputReader {
  readonly #input: GradleReaderInput;
  readonly #log: BuildLogReader;
  #tasks = 0;
  /** Gradle names a task again when its output goes on after that of others. */
  readonly #named = new Set<string>();

  constructor(input: GradleReaderInput) {
    this.#input = input;
    this.#log = new BuildLogReader(input);
  }

  isOwn(line: string): boolean {
    return line.startsWith(mark);
  }

  read(line: string): readonly OutputFact[] {
    if (this.isOwn(line)) return this.#event(line);
    // The older form is that of a path too, so it counts only when our init script has said that tasks follow.
    const isTask = line.startsWith('> Task :') || (this.#tasks > 0 && line.startsWith(':'));
    const { task, rest = '' } = (isTask ? taskLine.exec(line)?.groups : undefined) ?? {};
    if (task === undefined) return this.#read(line);
    if (this.#named.size < mostTasks) this.#named.add(task);
    const fraction = this.#tasks > 0 ? Math.min(1, this.#named.size / this.#tasks) : undefined;
    return [{ kind: 'task', name: task, ...present('fraction', fraction), ...present('skipped', skips.get(rest)) }, ...this.#read(line)];
  }

  /** A script of the project that copies its package somewhere prints a path too; which one was built, our init script alone says. */
  #read(line: string): readonly OutputFact[] {
    return this.#log.read(line).filter(({ kind }) => kind !== 'artifact');
  }

  end(exitCode: number | undefined): readonly OutputFact[] {
    return this.#log.end(exitCode);
  }

  #event(line: string): readonly OutputFact[] {
    const event = parseEvent(line.slice(mark.length - 1));
    switch (event?.get('event')) {
      case 'process': {
        const pid = event.get('pid');
        if (Number.isSafeInteger(pid)) this.#input.onProcess(Number(pid));
        return toolFacts({ Gradle: event.get('gradle'), JDK: event.get('java') });
      }
      case 'tasks':
        this.#tasks = Number(event.get('count')) || 0;
        return [];
      case 'tools':
        return toolFacts(event.get('tools'));
      case 'artifact': {
        const path = event.get('path');
        const ours = this.#input.packages.find(({ variant, format }) => event.get('variant') === variant && event.get('format') === format);
        const isPath = typeof path === 'string' && path.length <= longestPath;
        return ours && isPath ? [{ kind: 'artifact', path: this.#input.resolve(path), variant: ours.variant }] : [];
      }
      default:
        return [];
    }
  }
}

/** A project can print such lines too; what is not an event says nothing. */
function parseEvent(text: string): ReadonlyMap<string, unknown> | undefined {
  if (text.length > longestEvent) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function toolFacts(tools: unknown): readonly OutputFact[] {
  if (typeof tools !== 'object' || tools === null) return [];
  return Object.entries(tools).flatMap(([name, version]: readonly [string, unknown]): OutputFact[] =>
    knownTools.has(name) && typeof version === 'string' && toolVersion.test(version) ? [{ kind: 'tool', name, version }] : [],
  );
}
