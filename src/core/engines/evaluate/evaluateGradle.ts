/** What a build script computes, as Gradle itself says it: our init script reports the variants after the configuration, and nothing is built. */

import { present } from '../../base/present.ts';
import { valueAt } from '../../projects/projectText.ts';
import { type ToolsAsked } from '../engine/engine.ts';
import { gradleCommand, openGradle, versionOf, withoutConfigurationCache } from '../gradle/gradleBuild.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';
import { askTool, type EvaluatedValues, type EvaluatedVariant, type Evaluation, numberOf, textOf, unevaluated } from './evaluation.ts';
import { phrase } from '../../base/phrase.ts';

/** A first configuration downloads Gradle and the plugins. */
const timeLimitMs = 10 * 60_000;
const mostVariants = 500;
const shown = 'gradle help';

/** `undefined` where there is no Gradle build, or this machine lacks what it needs. */
export async function evaluateGradle(ports: GradleEnginePorts, app: ToolsAsked, signal: AbortSignal): Promise<Evaluation | undefined> {
  const opened = await openGradle(ports, app);
  const { project, tools } = opened;
  if (!project || !tools || opened.issues.some(({ severity }) => severity === 'error')) return undefined;
  const { paths, files } = ports;
  const script = paths.join(ports.userFolder, 'gradle-evaluate', 'init.gradle');
  await files.writeFile(script, await ports.productFiles.read('gradle/init.gradle'));
  const module = project.modulePath === '' ? ':' : project.modulePath;
  const args = [
    '--no-daemon',
    '--console=plain',
    '-I',
    script,
    `-PmobileDistribution.describe=${module}`,
    ...withoutConfigurationCache(versionOf(project, tools)),
    'help',
  ];
  const { jdk, sdk } = tools;
  const output = await askTool(
    ports,
    {
      ...gradleCommand(ports, project, tools, args),
      folder: project.root,
      environment: { ...(jdk && { JAVA_HOME: jdk.home }), ...(sdk && { ANDROID_HOME: sdk.path, ANDROID_SDK_ROOT: sdk.path }) },
      timeLimitMs,
      shown,
      appFolder: app.appFolder,
    },
    signal,
  );
  const variants = variantsIn(output);
  if (variants.length === 0) throw unevaluated(shown, phrase('it names no variant'));
  const file = [...(app.facts?.gradle?.folder ?? []), 'build.gradle'].join('/');
  return { command: shown, file, values: valuesOf(variants) };
}

/** Lines of `MDIST ` and a JSON object. */
function variantsIn(output: string): readonly EvaluatedVariant[] {
  const found: EvaluatedVariant[] = [];
  for (const [, json = ''] of output.matchAll(/^MDIST (\{"event":"variant".{0,4000}\})$/gm)) {
    const event = parsed(json);
    const name = textOf(valueAt(event, 'name'));
    if (name === undefined || found.length >= mostVariants) continue;
    found.push({
      name,
      ...present('appIdentifier', textOf(valueAt(event, 'applicationId'))),
      ...present('flavor', textOf(valueAt(event, 'flavor'))),
      ...present('buildType', textOf(valueAt(event, 'buildType'))),
      ...present('version', textOf(valueAt(event, 'versionName'))),
      ...present('versionCode', numberOf(valueAt(event, 'versionCode'))),
    });
  }
  return found;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A value counts for the app where all variants for others have the same. */
function valuesOf(variants: readonly EvaluatedVariant[]): EvaluatedValues {
  const released = variants.filter(({ buildType }) => buildType === 'release');
  const all = released.length > 0 ? released : variants;
  const same = <Value>(read: (variant: EvaluatedVariant) => Value | undefined): Value | undefined => {
    const [value, ...others] = [...new Set(all.map(read))];
    return others.length === 0 ? value : undefined;
  };
  return {
    variants,
    ...present(
      'appIdentifier',
      same(({ appIdentifier }) => appIdentifier),
    ),
    ...present(
      'version',
      same(({ version }) => version),
    ),
    ...present(
      'versionCode',
      same(({ versionCode }) => versionCode),
    ),
  };
}
