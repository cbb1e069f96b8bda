/**
 * Commands of the user around the build: `build.before` and `build.after` of the settings. The settings belong to the project, so they run
 * only when someone allowed the build of the project for this one package; otherwise they are skipped steps of the plan.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type SkipReason } from '../../base/progress.ts';
import { type AppSettings } from '../../settings/appSettings.ts';
import { type BuildPlan, type CommandStep, type JointPlan } from './buildPlan.ts';
import { type BuildSpec } from './engine.ts';
import { commandText, notAllowed, projectCommand, projectCommandLimitMs, type ProjectCommand } from './projectCommand.ts';

export const hookNames = ['before', 'after'] as const;
export type HookName = (typeof hookNames)[number];

type Settings = Pick<BuildSpec, 'settings'>;

export function hasHooks({ settings }: Settings): boolean {
  return hookNames.some((name) => (settings.build?.[name] ?? []).length > 0);
}

/** Those that can be run. */
export function hookCommands({ settings }: Settings, name: HookName): readonly ProjectCommand[] {
  return (settings.build?.[name] ?? []).map((words) => projectCommand(words)).filter((command) => command !== undefined);
}

export function checkHooks({ build = {} }: AppSettings): readonly Issue[] {
  return hookNames.flatMap((name) =>
    (build[name] ?? [])
      .filter((words) => !projectCommand(words))
      .map((words) => {
        const command = JSON.stringify(words.join(' ').slice(0, 100));
        return createIssue('build-command-wrong', { setting: `build.${name}`, command }, { pointer: `/build/${name}` });
      }),
  );
}

/** Of a package that is made without them. */
export function skippedHooks(spec: BuildSpec): readonly Issue[] {
  if (spec.runsProjectBuild === true) return [];
  return hookNames
    .filter((name) => hookCommands(spec, name).length > 0)
    .map((name) => createIssue('build-commands-skipped', { setting: `build.${name}` }, { pointer: `/build/${name}` }));
}

/** Each runs in the app's folder, with what is built in its environment. */
export function hookSteps(spec: BuildSpec, name: HookName): readonly CommandStep[] {
  return hookCommands(spec, name).map((command, index) => ({
    id: `build-${name}-${index + 1}`,
    kind: 'command',
    name: `build.${name}: ${commandText(command)}`,
    weight: 5,
    command: command.program,
    args: command.args,
    folder: spec.appFolder,
    environment: {
      NO_COLOR: '1',
      MDIST_PLATFORM: spec.platform,
      MDIST_BUILD_TYPE: spec.buildType,
      ...present('MDIST_VARIANT', spec.variant),
      MDIST_APP_IDENTIFIER: spec.appIdentifier,
      MDIST_VERSION: spec.version,
      MDIST_VERSION_CODE: String(spec.versionCode),
    },
    timeLimitMs: projectCommandLimitMs,
    notFrom: [spec.appFolder],
    ...(spec.runsProjectBuild !== true && { skipped: notAllowed }),
  }));
}

/** The plan with the commands, which are skipped where they are not allowed. */
export function withHooks(plan: BuildPlan, spec: BuildSpec): BuildPlan {
  return hasHooks(spec) ? { ...plan, ...around(plan, [spec]) } : plan;
}

/** The same for several packages by one run: the first commands run once, the last ones for each package. */
export function withHooksTogether(plan: JointPlan, specs: readonly [BuildSpec, ...BuildSpec[]]): JointPlan {
  return hasHooks(specs[0]) ? { ...plan, ...around(plan, specs) } : plan;
}

/** The commands that do not run when the package is recorded, as the record has skipped steps. */
export function skippedAfter(spec: BuildSpec): Readonly<Record<string, SkipReason>> {
  return Object.fromEntries(hookSteps(spec, 'after').flatMap(({ id, skipped }) => (skipped ? [[id, skipped.reason] as const] : [])));
}

function around({ steps }: Pick<BuildPlan, 'steps'>, specs: readonly [BuildSpec, ...BuildSpec[]]): Pick<BuildPlan, 'steps' | 'after'> {
  const [first, ...others] = specs;
  // What runs once for several packages is of none of their variants, and allowed by all of them.
  const { variant: _, runsProjectBuild: __, ...rest } = first;
  const shared = { ...rest, ...(specs.every(({ runsProjectBuild }) => runsProjectBuild === true) && { runsProjectBuild: true }) };
  const before = hookSteps(others.length === 0 ? first : shared, 'before');
  const after = specs.flatMap((spec) => hookSteps(spec, 'after')).map((step, index) => ({ ...step, id: `build-after-${index + 1}` }));
  return { steps: [...before, ...steps], ...(after.length > 0 && { after }) };
}
