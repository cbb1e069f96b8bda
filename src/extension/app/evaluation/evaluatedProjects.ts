/**
 * What the tools of projects said of values that the projects compute, kept with the workspace until one of the files that say it changes. Nothing is
 * run here. The storage of the workspace belongs to VS Code, so a project cannot write into it.
 */

import type * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { type ProjectEvaluations } from '../../../core/workflow/withEvaluations.ts';

const key = 'evaluatedProjects';
/** Apps that someone let run their tools. */
const allowedKey = 'evaluatedProjects.allowed';

/** Next to the file that was evaluated: what configurations usually take values from. */
const usualFiles = ['package.json', 'app.json', 'gradle.properties', 'android/gradle.properties', '.env'] as const;

interface KeptEvaluation {
  readonly evaluations: ProjectEvaluations;
  /** Size and time of each file, by its path in the app. */
  readonly stamps: Readonly<Record<string, string>>;
}

type Kept = Readonly<Record<string, KeptEvaluation>>;

export interface EvaluatedProjectsParts {
  readonly memento: vscode.Memento;
  readonly files: Pick<FileSystem, 'stat'>;
  readonly paths: PathTools;
  readonly isTrusted: () => boolean;
}

export class EvaluatedProjects {
  readonly #parts: EvaluatedProjectsParts;

  constructor(parts: EvaluatedProjectsParts) {
    this.#parts = parts;
  }

  /** `undefined` where nothing was asked, where what was said is out of date, and in Restricted Mode. */
  async of(folder: string): Promise<ProjectEvaluations | undefined> {
    const kept = this.#parts.memento.get<Kept>(key)?.[folder];
    if (!kept || !this.#parts.isTrusted()) return undefined;
    const now = await this.#stamps(folder, Object.keys(kept.stamps));
    return Object.entries(kept.stamps).every(([file, stamp]) => now[file] === stamp) ? kept.evaluations : undefined;
  }

  /** `files`: what is said to be computed is in them; relative to the app. */
  async keep(folder: string, evaluations: ProjectEvaluations, files: readonly string[]): Promise<void> {
    const evaluated = Object.values(evaluations).flatMap((each) => each.map(({ file }) => file));
    const stamps = await this.#stamps(folder, [...new Set([...evaluated, ...files, ...usualFiles])]);
    await this.#parts.memento.update(key, { ...this.#parts.memento.get<Kept>(key), [folder]: { evaluations, stamps } } satisfies Kept);
  }

  mayRun(folder: string): boolean {
    return this.#parts.isTrusted() && (this.#parts.memento.get<readonly string[]>(allowedKey) ?? []).includes(folder);
  }

  async allow(folder: string): Promise<void> {
    const allowed = this.#parts.memento.get<readonly string[]>(allowedKey) ?? [];
    await this.#parts.memento.update(allowedKey, [...new Set([...allowed, folder])]);
  }

  async #stamps(folder: string, files: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const { files: system, paths } = this.#parts;
    const stamps = files.map(async (file) => {
      const found = await system.stat(paths.join(folder, ...file.split('/')));
      return [file, found ? `${found.sizeBytes} ${found.modifiedAt.getTime()}` : ''] as const;
    });
    return Object.fromEntries(await Promise.all(stamps));
  }
}
