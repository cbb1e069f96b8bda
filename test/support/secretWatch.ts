/** Looks for a password while something runs: in the arguments and the environment of every process below this one, and in files. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const intervalMs = 40;

export class SecretWatch {
  readonly #text: string;
  readonly #found = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  readonly #folders: readonly string[];
  readonly #mayHave: (path: string) => boolean;
  /** How often it looked, and how many processes it saw: a watch that saw nothing proves nothing. */
  readonly seen = { looks: 0, processes: new Set<number>() };

  /** `mayHave`: files that are given the password by the test itself. */
  constructor(text: string, folders: readonly string[], mayHave: (path: string) => boolean) {
    this.#text = text;
    this.#folders = folders;
    this.#mayHave = mayHave;
    this.#timer = setInterval(() => this.#look(), intervalMs);
  }

  /** Every place it was seen at. */
  stop(): readonly string[] {
    clearInterval(this.#timer);
    this.#look();
    return [...this.#found];
  }

  #look(): void {
    this.seen.looks++;
    for (const pid of descendants(process.pid)) {
      this.seen.processes.add(pid);
      for (const name of ['cmdline', 'environ']) this.#read(join('/proc', String(pid), name));
    }
    for (const folder of this.#folders)
      for (const name of existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []) {
        const path = join(folder, name);
        if (!this.#mayHave(path)) this.#read(path);
      }
  }

  #read(path: string): void {
    try {
      if (readFileSync(path).includes(this.#text)) this.#found.add(path);
    } catch {
      // A folder, or something that has just ended or gone.
    }
  }
}

function descendants(root: number): readonly number[] {
  if (!existsSync('/proc')) return [];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name of the program, in brackets, may have blanks.
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(join('/proc', name, 'stat'), 'utf8'))?.[1]);
      parents.set(Number(name), parent);
    } catch {
      // It has just ended.
    }
  }
  const isBelow = (pid: number, depth = 0): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && depth < 50 && (parent === root || isBelow(parent, depth + 1));
  };
  return [...parents.keys()].filter((pid) => isBelow(pid));
}
