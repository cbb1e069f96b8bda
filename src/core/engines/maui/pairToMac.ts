/**
 * Pair to Mac: .NET MAUI on Windows runs the build, and MSBuild sends what only Xcode can do to a Mac (`ServerAddress`, `ServerUser`). It connects by the key
 * that the first pairing in Visual Studio has put there. Its property for a password is never set: arguments are seen by every process.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { phrase } from '../../base/phrase.ts';
import { type BuildSpec } from '../engine/engine.ts';

/** The port that Visual Studio's agent on the Mac listens to. */
const tcpPort = '58181';
const userAndAddress = /^(?<user>[A-Za-z0-9_][\w.-]{0,63})@(?<address>[A-Za-z0-9][A-Za-z0-9.-]{0,252})$/;

export function wantsPairToMac(
  { platform, settings }: Pick<BuildSpec, 'platform'> & Partial<Pick<BuildSpec, 'settings'>>,
  system: string,
): boolean {
  const { buildHost, buildHostConnection } = settings?.ios ?? {};
  return platform === 'ios' && system !== 'macos' && buildHost !== undefined && buildHostConnection === 'pair-to-mac';
}

/** What keeps it from being used, where it is wanted. */
export function pairToMacIssues(host: string, { isMaui, system }: { readonly isMaui: boolean; readonly system: string }): readonly Issue[] {
  const reason = unfitReason(host, isMaui, system);
  return reason === undefined ? [] : [createIssue('pair-to-mac-unfit', { reason }, { pointer: '/ios/buildHostConnection' })];
}

function unfitReason(host: string, isMaui: boolean, system: string): string | undefined {
  if (!isMaui) return phrase('only .NET MAUI has it');
  if (system !== 'windows') return phrase('.NET has it on Windows only');
  return userAndAddress.test(host) ? undefined : phrase('ios.buildHost must name the user and the computer, such as ada@mac.local');
}

/** Properties of MSBuild. */
export function pairProperties(host: string): Readonly<Record<string, string>> {
  const { user = '', address = '' } = userAndAddress.exec(host)?.groups ?? {};
  return {
    ServerAddress: address,
    ServerUser: user,
    TcpPort: tcpPort,
    // Where the agent keeps the .NET of the Mac.
    _DotNetRootRemoteDirectory: `/Users/${user}/Library/Caches/Xamarin/XMA/SDKs/dotnet/`,
  };
}
