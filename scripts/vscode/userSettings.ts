/** The user settings of a VS Code that is tried. Its windows follow the file. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class UserSettings {
  readonly #path: string;
  readonly #before: string;

  constructor(dataFolder: string) {
    this.#path = join(dataFolder, 'data', 'User', 'settings.json');
    this.#before = readFileSync(this.#path, 'utf8');
  }

  /** Sets some besides those that were there at first. */
  change(settings: Readonly<Record<string, unknown>>): void {
    writeFileSync(this.#path, JSON.stringify({ ...JSON.parse(this.#before), ...settings }, undefined, 2));
  }

  restore(): void {
    writeFileSync(this.#path, this.#before);
  }
}
