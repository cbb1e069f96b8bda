/**
 * A Mac that builds for iOS while this machine is none, reached by the `ssh` of this machine: keys, names and ports are those of its
 * configuration. Nothing is asked of a person there, and an unknown host is refused, as `ssh` does without a terminal.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type Toolchains } from '../toolchains/toolchains.ts';

/** A name or an address, with a user before it where another one is meant. What begins with a hyphen would be an option. */
const hostForm = /^(?:[A-Za-z0-9_][\w.-]{0,63}@)?[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/;

/** `undefined` where this machine builds by itself, or where no other is named. */
export function buildHostOf(
  { platform, settings }: Pick<BuildSpec, 'platform'> & Partial<Pick<BuildSpec, 'settings'>>,
  { system }: Pick<Toolchains, 'system'>,
): string | undefined {
  return platform === 'ios' && system !== 'macos' ? settings?.ios?.buildHost : undefined;
}

/** What can be said without asking the host: no setting makes this machine connect before a build. */
export async function buildHostIssues(host: string, toolchains: Toolchains): Promise<readonly Issue[]> {
  if (!hostForm.test(host)) return [createIssue('build-host-invalid', { host }, { pointer: '/ios/buildHost' })];
  const [ssh, rsync, git] = await Promise.all(['ssh', 'rsync', 'git'].map(async (name) => await toolchains.program(name)));
  if (ssh === undefined) return [createIssue('build-host-ssh-missing', {}, { pointer: '/ios/buildHost' })];
  return rsync === undefined && git === undefined ? [createIssue('build-host-copy-missing', {}, { pointer: '/ios/buildHost' })] : [];
}

/** Before the host and the command. */
export const sshOptions: readonly string[] = ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=15', '-o', 'ServerAliveInterval=15'];

/** As a POSIX shell reads one word. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
