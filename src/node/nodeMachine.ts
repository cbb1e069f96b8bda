/** The machine that this process runs on. */

import { homedir } from 'node:os';
import { type Machine } from '../core/ports/machine.ts';
import { variable } from './findProgram.ts';

export function nodeMachine(hiddenVariables: readonly string[] = []): Machine {
  const isWindows = process.platform === 'win32';
  const hidden = new Set(hiddenVariables.map((name) => (isWindows ? name.toUpperCase() : name)));
  return {
    system: isWindows ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux',
    homeFolder: homedir(),
    variable: (name) => {
      const asked = isWindows ? name.toUpperCase() : name;
      return hidden.has(asked) ? undefined : variable(process.env, asked, isWindows ? 'windows' : 'posix');
    },
  };
}
