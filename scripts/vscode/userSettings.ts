/** The settings of a VS Code that is tried: those of its user, or those of the machine. Its windows follow the file. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export class UserSettings {
  readonly #path: string;
  readonly #before: string;

  constructor(dataFolder: string, of: 'User' | 'Machine' = 'User') {
    this.#path = join(dataFolder, 'data', of, 'settings.json');
    this.#before = existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : '{}';
  }

  /** Sets some besides those that were there at first. */
  change(settings: Readonly<Record<string, unknown>>): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, JSON.stringify({ ...JSON.parse(this.#before), ...settings }, undefined, 2));
  }

  restore(): void {
    writeFileSync(this.#path, this.#before);
  }
}
