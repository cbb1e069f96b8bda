/** What a command says of itself: enough to parse its arguments, to write its help, and to run it. */

import { type Issue } from '../../core/base/issue.ts';
import { type CommandServices } from '../commandServices.ts';
import { type TextPage } from '../terminal/textPage.ts';
import { type CommandInput } from './commandInput.ts';
import { type OperandSpec, type OptionSpec } from './optionSpec.ts';

export interface Command {
  /** Noun and verb, or a single word. */
  readonly path: readonly [string, ...string[]];
  readonly summary: string;
  /** More for `--help`, one paragraph an entry. */
  readonly details?: readonly string[];
  readonly operands?: readonly OperandSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly string[];
  run(input: CommandInput, services: CommandServices): Promise<CommandOutcome>;
}

export interface CommandOutcome {
  /** The document of `--json`; `issues` is added to it. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
  /** Titles of what could be done about an issue, for `--json`. */
  readonly fixesOf?: (issue: Issue) => readonly string[];
  /** What is printed instead of all of this, in a form that was asked for. */
  readonly printed?: string;
  /** Everything was printed while the command ran. */
  readonly isPrinted?: true;
  /** What people read. The issues are written after it. */
  readonly write: (page: TextPage) => void;
  /** The next useful commands, for people. */
  readonly next?: readonly string[];
  /** When it is not 0 without, and 1 with an issue of severity error. */
  readonly exitCode?: number;
}
