/** The task `mobile-distribution`: one platform and build type of one app. Offered for every app, and written in tasks.json. */

import type * as vscode from 'vscode';
import {
  androidBuildTypes,
  type BuildType,
  iosBuildTypes,
  type Platform,
  platformNames,
  isPlatform,
} from '../../../core/settings/platform.ts';
import { type TaskType } from '../../shared/manifest.ts';

export const taskType: TaskType = 'mobile-distribution';

export interface PackageTaskDefinition extends vscode.TaskDefinition {
  readonly type: TaskType;
  /** Folder of the app, absolute or relative to the workspace folder. */
  readonly app: string;
  readonly platform: Platform;
  /** The settings' own when absent. */
  readonly buildType?: BuildType;
}

export function isPackageTask(definition: vscode.TaskDefinition): definition is PackageTaskDefinition {
  const { type, app, platform, buildType } = definition as Record<string, unknown>;
  return (
    type === taskType && typeof app === 'string' && isPlatform(platform) && (buildType === undefined || isBuildTypeOf(platform, buildType))
  );
}

function isBuildTypeOf(platform: Platform, value: unknown): value is BuildType {
  return (platform === 'android' ? androidBuildTypes : iosBuildTypes).some((buildType) => buildType === value);
}

export function taskName({ app, platform, buildType }: PackageTaskDefinition): string {
  const what = buildType === undefined ? platformNames[platform] : `${platformNames[platform]} ${buildType}`;
  const shown = app.replace(/^\$\{workspaceFolder:([^}]*)\}/, '$1');
  return shown === '.' || shown === '' ? what : `${what} (${shown})`;
}
