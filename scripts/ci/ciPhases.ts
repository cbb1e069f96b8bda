/**
 * What `.ci/run` does, in which order, and what runs side by side. A phase begins when the one before it has ended. The lanes of a phase
 * run at the same time, the tasks of a lane one after the other. Windows of VS Code have the machine to themselves: a person's gestures
 * wait for the screen, and two windows at a time (`scripts/vscode/windowLanes.ts`) use two cores.
 */

export interface CiTask {
  /** As in `scripts/tasks`. */
  readonly task: string;
  readonly steps?: readonly string[];
}

export type CiPhase = readonly (readonly CiTask[])[];

export const ciPhases: readonly CiPhase[] = [
  // One waits for the network, the other for the processor.
  [
    [{ task: 'test', steps: ['build', 'types', 'page-types', 'lint', 'format', 'dead-code', 'layers', 'docs', 'l10n'] }],
    [{ task: 'installTools' }],
  ],
  // Takes all cores by itself.
  [[{ task: 'test', steps: ['tests'] }]],
  [[{ task: 'test', steps: ['vscode', 'extension-host', 'window'] }]],
  // Judges are asked one after the other; beside them is room for the rest.
  [[{ task: 'oracles' }], [{ task: 'test', steps: ['fuzz'] }, { task: 'windows' }, { task: 'engines' }]],
];
