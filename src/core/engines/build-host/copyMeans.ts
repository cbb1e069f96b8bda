/** How the project gets to a build host: by rsync, or by git where one of the two computers has no rsync. Both ends need the program. */

import { createIssue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { phrase } from '../../base/phrase.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';
import { repositoryOf } from '../web/packageBounds.ts';
import { type HostFacts } from './hostFacts.ts';

/** `root` is the absolute path of what is copied. Throws `issues-found` where neither way is there. */
export async function copyMeans(
  { files, paths, toolchains }: Pick<GradleEnginePorts, 'files' | 'paths' | 'toolchains'>,
  host: string,
  facts: Pick<HostFacts, 'toolchains'>,
  root: string,
): Promise<'rsync' | 'git'> {
  const isOnBoth = async (name: string): Promise<boolean> =>
    (await toolchains.program(name)) !== undefined && (await facts.toolchains.program(name)) !== undefined;
  if (await isOnBoth('rsync')) return 'rsync';
  const hasGit = await isOnBoth('git');
  if (hasGit && (await repositoryOf(files, paths, root)) !== undefined) return 'git';
  const reason = hasGit
    ? phrase('rsync is not on both computers, and the project is not in a Git repository')
    : phrase('neither rsync nor git is on both computers');
  throw issuesFound([createIssue('build-host-copy-impossible', { host, reason }, { pointer: '/ios/buildHost' })]);
}
