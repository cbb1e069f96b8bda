/** The machine that this process runs on. */

import { homedir } from 'node:os';
import { type Machine } from '../core/ports/machine.ts';
import { variable } from './findProgram.ts';

/** `chosen` are variables that count before those of the process; what they say is looked up each time. */
export function nodeMachine(hiddenVariables: readonly string[] = [], chosen: Readonly<Record<string, string>> = {}): Machine {
  const isWindows = process.platform === 'win32';
  const hidden = new Set(hiddenVariables.map((name) => (isWindows ? name.toUpperCase() : name)));
  return {
    system: isWindows ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux',
    homeFolder: homedir(),
    variable: (name) => {
      const asked = isWindows ? name.toUpperCase() : name;
      return hidden.has(asked) ? undefined : (chosen[asked] ?? variable(process.env, asked, isWindows ? 'windows' : 'posix'));
    },
  };
}
