/** The passwords of one command: from its options, or asked on the terminal when they are needed and not given. */

import { Failure } from '../../core/base/failure.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type PasswordRequest, type PasswordSource } from '../../core/workflow/passwordSource.ts';
import { type Terminal } from '../terminal/terminal.ts';
import { readSecret, type SecretWorld } from './readSecret.ts';

export interface PasswordOptions {
  /** Name of the option, and what was given with it. */
  readonly keystore: { readonly option: string; readonly reference: string | undefined };
  readonly key: { readonly option: string; readonly reference: string | undefined };
  readonly certificate: { readonly option: string; readonly reference: string | undefined };
}

const purposeNames: Readonly<Record<PasswordRequest['purpose'], string>> = {
  keystore: 'keystore password',
  key: 'key password',
  certificate: 'certificate password',
};

export class CommandPasswords implements PasswordSource {
  readonly #world: SecretWorld & { readonly terminal: Terminal; readonly signal: AbortSignal };
  readonly #options: PasswordOptions;

  constructor(world: SecretWorld & { readonly terminal: Terminal; readonly signal: AbortSignal }, options: PasswordOptions) {
    this.#world = world;
    this.#options = options;
  }

  async ask({ purpose, file, alias, isNeeded }: PasswordRequest): Promise<Secret | undefined> {
    const { option, reference } = this.#options[purpose];
    if (reference !== undefined) return readSecret(this.#world, option, reference);
    if (!isNeeded) return undefined;
    const { terminal, paths, workingFolder, signal } = this.#world;
    const what = purposeNames[purpose];
    if (!terminal.askSecret) throw Failure.of('secret-missing', { purpose: what, option });
    const name = paths.relative(workingFolder, file) || file;
    const of = alias === undefined ? name : `${alias} in ${name}`;
    return terminal.askSecret(`${what.charAt(0).toUpperCase()}${what.slice(1)} of ${of}: `, signal);
  }
}
