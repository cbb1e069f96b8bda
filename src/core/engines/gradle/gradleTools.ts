/** The tools that a Gradle build of an Android app needs, as far as they are on this machine, and what is missing. */

import { isFailure } from '../../base/failure.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type AndroidSdk } from '../toolchains/androidSdk.ts';
import { type InstalledGradle } from '../toolchains/installedGradle.ts';
import { chooseJdk, javaRangeOf, type Jdk } from '../toolchains/jdk.ts';
import { type GradleEnginePorts } from './gradleEnginePorts.ts';
import { type GradleProject } from './gradleProject.ts';

export interface GradleTools {
  readonly jdk: Jdk | undefined;
  readonly sdk: AndroidSdk | undefined;
  /** Of a project without a wrapper. */
  readonly gradle: InstalledGradle | undefined;
  readonly issues: readonly Issue[];
}

export async function findGradleTools(ports: GradleEnginePorts, project: GradleProject): Promise<GradleTools> {
  const { toolchains, paths } = ports;
  const { wrapper, sdkFolder } = project;
  const isVisible = sdkFolder === undefined || (await mayLookAt(ports, project.root, sdkFolder));
  const [jdks, sdk, gradle] = await Promise.all([
    toolchains.jdks(),
    isVisible ? toolchains.androidSdk(sdkFolder) : undefined,
    wrapper ? undefined : toolchains.gradle(),
  ]);
  const issues: Issue[] = [];
  const version = (wrapper ?? gradle)?.version;
  const choice = chooseJdk(jdks, version);
  const range = javaRangeOf(version);
  if (!choice) issues.push(createIssue('toolchain-jdk-missing', { range }));
  // A Gradle that was installed apart was made to run with the Java that is there.
  else if (!choice.isSuitable && wrapper)
    issues.push(createIssue('toolchain-jdk-unsuitable', { gradle: wrapper.version ?? '?', range, version: choice.jdk.version }));
  if (!wrapper && !gradle) issues.push(createIssue('toolchain-gradle-missing', {}));
  if (wrapper && !wrapper.hasJar) issues.push(createIssue('log-wrapper-jar-missing', {}, { file: wrapper.jar }));
  // Where it was not looked at, nothing is known of it; Gradle itself reads the same file.
  if (!isVisible) return { jdk: choice?.jdk, sdk, gradle, issues };
  if (!sdk && sdkFolder !== undefined)
    issues.push(createIssue('toolchain-sdk-folder-wrong', { path: sdkFolder }, { file: paths.join(project.root, 'local.properties') }));
  else if (!sdk) issues.push(createIssue('toolchain-android-sdk-missing', {}));
  return { jdk: choice?.jdk, sdk, gradle, issues };
}

/** For tools that bring their own Gradle: which one that is, only they know. */
export async function findAndroidTools({ toolchains }: GradleEnginePorts): Promise<Pick<GradleTools, 'jdk' | 'sdk' | 'issues'>> {
  const [jdks, sdk] = await Promise.all([toolchains.jdks(), toolchains.androidSdk()]);
  const choice = chooseJdk(jdks, undefined);
  const issues: Issue[] = [];
  if (!choice) issues.push(createIssue('toolchain-jdk-missing', { range: javaRangeOf(undefined) }));
  if (!sdk) issues.push(createIssue('toolchain-android-sdk-missing', {}));
  return { jdk: choice?.jdk, sdk, issues };
}

/**
 * A project that is only looked at must not lead us anywhere: not out of the workspace in Restricted Mode, and not to another computer, to
 * which Windows introduces itself with the user's account.
 */
async function mayLookAt({ files, paths }: GradleEnginePorts, root: string, folder: string): Promise<boolean> {
  const isElsewhere = (path: string): boolean => paths.system === 'windows' && /^[\\/]{2}/.test(path);
  if (isElsewhere(folder) && !isElsewhere(root)) return false;
  try {
    await files.stat(folder);
    return true;
  } catch (error) {
    if (isFailure(error, 'file-restricted')) return false;
    if (isFailure(error)) return true;
    throw error;
  }
}
