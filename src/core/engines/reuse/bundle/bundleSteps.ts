/** The steps that make a new bundle with the project's own Metro and Hermes. They run code of the project, as every build of it does. */

import { utf8 } from '../../../base/bytes.ts';
import { type FileSystem, type PathTools } from '../../../ports/fileSystem.ts';
import { targetName } from '../../../settings/buildTarget.ts';
import { productFolder } from '../../../versions/productFolder.ts';
import { type BuildStep, type CommandStep } from '../../engine/buildPlan.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { type MadeBundle } from './bundleChange.ts';
import { type BundleTools } from './bundleTools.ts';

/** A first bundle of a large app takes minutes, with an empty cache of Metro. */
const timeLimitMs = 30 * 60_000;

export function bundleSteps(
  { files, paths }: { readonly files: FileSystem; readonly paths: PathTools },
  spec: BuildSpec,
  tools: BundleTools,
): { readonly steps: readonly BuildStep[]; readonly made: MadeBundle } {
  const folder = paths.join(productFolder(paths, spec.appFolder).logs, 'reuse', targetName(spec));
  const script = paths.join(folder, spec.platform === 'ios' ? 'main.jsbundle.js' : 'index.android.bundle.js');
  const compiled = paths.join(folder, 'bundle.hbc');
  const assets = paths.join(folder, 'assets');
  const { hermes } = tools;
  const steps: BuildStep[] = [
    {
      id: 'prepare',
      kind: 'work',
      name: 'Remove what the last bundle left',
      weight: 1,
      run: async () => {
        await files.remove(folder, { within: spec.appFolder });
        // Neither tool makes the folders that it writes into.
        await files.writeFile(paths.join(assets, '.keep'), utf8(''), { within: spec.appFolder });
        await files.remove(paths.join(assets, '.keep'), { within: spec.appFolder });
        return [];
      },
    },
    metroStep(spec, tools, script, assets),
  ];
  if (hermes !== undefined) steps.push(hermesStep(spec, hermes, script, compiled));
  return { steps, made: { path: hermes === undefined ? script : compiled, assets } };
}

function metroStep(spec: BuildSpec, { cli, isExpo, entry, hermes }: BundleTools, script: string, assets: string): CommandStep {
  const command = isExpo ? 'export:embed' : 'bundle';
  const options = {
    '--platform': spec.platform,
    '--dev': 'false',
    '--reset-cache': '',
    '--entry-file': entry,
    '--bundle-output': script,
    '--assets-dest': assets,
    // Hermes shortens names by itself.
    '--minify': hermes === undefined ? 'true' : 'false',
  };
  return {
    id: 'metro',
    kind: 'command',
    name: `Make the bundle with Metro (${entry})`,
    weight: 30,
    command: 'node',
    args: [cli, command, ...Object.entries(options).flatMap(([name, value]) => (value === '' ? [name] : [name, value]))],
    folder: spec.appFolder,
    environment: { NODE_ENV: 'production', NO_COLOR: '1', CI: '1' },
    timeLimitMs,
    notFrom: [spec.appFolder],
  };
}

/** With the options of React Native's own build for the platform. */
function hermesStep(spec: BuildSpec, hermes: string, script: string, compiled: string): CommandStep {
  const sourceMap = spec.platform === 'android' ? ['-output-source-map'] : [];
  return {
    id: 'hermes',
    kind: 'command',
    name: 'Compile the bundle with Hermes',
    weight: 5,
    command: hermes,
    args: ['-w', '-emit-binary', '-max-diagnostic-width=80', '-out', compiled, script, '-O', ...sourceMap],
    folder: spec.appFolder,
    environment: {},
    timeLimitMs,
    // By its path: the compiler is the one of the project's own React Native.
    notFrom: [],
  };
}
