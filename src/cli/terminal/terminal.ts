/** The three streams of the process, as commands see them. Tests give one that keeps what was written. */

import { type Bytes } from '../../core/base/bytes.ts';
import { type Secret } from '../../core/base/secret.ts';

export interface Terminal {
  /** Whether people read standard output, or another program. */
  readonly isInteractive: boolean;
  /** Whether people see standard error. */
  readonly showsProgress: boolean;
  readonly hasColors: boolean;
  /** Of standard output. */
  readonly columns: number;
  /** Standard input, for a command that reads it until it ends or the signal comes. */
  input?(signal: AbortSignal): AsyncIterable<Bytes>;
  out(text: string): void;
  err(text: string): void;
  /** Asks without echo; `undefined` when there is no one to ask. */
  askSecret?(question: string, signal: AbortSignal): Promise<Secret>;
}
