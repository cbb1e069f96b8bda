/** The task `mobile-distribution`: one platform, build type and variant of one app. Offered for every app, and written in tasks.json. */

import type * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type BuildType, buildTypesOf, isPlatform, type Platform, platformNames } from '../../../core/settings/platform.ts';
import { type TaskType } from '../../shared/manifest.ts';

export const taskType: TaskType = 'mobile-distribution';

export interface PackageTaskDefinition extends vscode.TaskDefinition {
  readonly type: TaskType;
  /** Folder of the app, absolute or relative to the workspace folder. */
  readonly app: string;
  readonly platform: Platform;
  /** The settings' own when absent. As someone wrote it. */
  readonly buildType?: string;
  /** Flavor or variant, or several that are made together; the settings' own, or those that were chosen, when absent. */
  readonly variant?: string | readonly string[];
  /** The settings' own when absent. */
  readonly engine?: string;
  /** Whether what earlier builds left is removed first. */
  readonly clean?: boolean;
}

/** The variants of a definition. */
export function variantsIn(variant: unknown): readonly unknown[] {
  if (variant === undefined) return [];
  return Array.isArray(variant) ? variant : [variant];
}

/** Whatever build type someone wrote: it is looked at when the task runs, where the reason can be shown. */
export function isPackageTask(definition: vscode.TaskDefinition): definition is PackageTaskDefinition {
  const { type, app, platform, buildType, variant, engine, clean } = definition as Record<string, unknown>;
  const isTextOrAbsent = [buildType, engine, ...variantsIn(variant)].every((value) => value === undefined || typeof value === 'string');
  const isTruthOrAbsent = clean === undefined || typeof clean === 'boolean';
  return type === taskType && typeof app === 'string' && isPlatform(platform) && isTextOrAbsent && isTruthOrAbsent;
}

/** Fails with `task-build-type-wrong` when it is one of another platform, or none at all. */
export function requireBuildType({ platform, buildType }: PackageTaskDefinition): BuildType | undefined {
  if (buildType === undefined) return undefined;
  const choices = buildTypesOf[platform];
  const known = choices.find((choice) => choice === buildType);
  if (known) return known;
  throw Failure.of('task-build-type-wrong', { buildType, platform: platformNames[platform], choices: choices.join(', ') });
}

export function taskName({ app, platform, buildType, variant, engine, clean }: PackageTaskDefinition): string {
  const variants = variantsIn(variant).join(', ');
  const what = [platformNames[platform], buildType, variants === '' ? undefined : variants, engine, clean === true ? 'clean' : undefined]
    .filter((part) => part !== undefined)
    .join(' ');
  const shown = app.replace(/^\$\{workspaceFolder:([^}]*)\}/, '$1');
  return shown === '.' || shown === '' ? what : `${what} (${shown})`;
}
