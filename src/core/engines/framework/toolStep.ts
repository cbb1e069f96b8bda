/** A step that starts a tool of a framework: its output is read for progress, packages and errors, and no one is there to answer questions. */

import { type PathTools } from '../../ports/fileSystem.ts';
import { type CommandStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { BuildLogReader } from '../log/buildLogReader.ts';

const timeLimitMs = 60 * 60 * 1000;

/** Tools ask no question and draw no picture when they believe to run on a build server. `CI=1` is refused by Tauri. */
const unattended: Readonly<Record<string, string>> = { CI: 'true', NO_COLOR: '1' };

type Asked = Pick<CommandStep, 'id' | 'name' | 'weight' | 'command' | 'args'> & Partial<CommandStep>;

export function toolStep(
  { ports }: { readonly ports: { readonly paths: PathTools } },
  { appFolder }: Pick<BuildSpec, 'appFolder'>,
  step: Asked,
): CommandStep {
  const folder = step.folder ?? appFolder;
  const { paths } = ports;
  return {
    kind: 'command',
    timeLimitMs,
    notFrom: [appFolder],
    reader: () => new BuildLogReader({ program: step.id, resolve: (path) => paths.resolve(folder, path), root: appFolder }),
    ...step,
    folder,
    environment: { ...unattended, ...step.environment },
  };
}
