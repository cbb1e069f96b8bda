/** What a build host has: asked once, right before a build, by one command of a POSIX shell. */

import { createIssue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type ProcessRunner } from '../../ports/processRunner.ts';
import { type Toolchains } from '../toolchains/toolchains.ts';
import { type ToolWishes } from '../toolchains/toolWishes.ts';
import { shellQuoted, sshOptions } from './buildHost.ts';

export interface HostFacts {
  /** Absolute path of the home folder there. */
  readonly home: string;
  /** PATH of a login there: a command over SSH has a shorter one. */
  readonly path: string;
  readonly toolchains: Toolchains;
}

const askMs = 60_000;

/** Each line is a key, `=` and a value. The shell of the user knows the PATH that the tools were installed into. */
const question = `
p="$("\${SHELL:-/bin/sh}" -lc 'printf "%s" "MDIST$PATH"' 2>/dev/null)"; p="\${p##*MDIST}"; [ -n "$p" ] && PATH="$p"; export PATH
echo "mdist home=$HOME"; echo "mdist path=$PATH"; echo "mdist system=$(uname -s)"
echo "mdist xcode=\${DEVELOPER_DIR:-$(xcode-select -p 2>/dev/null)}"
echo "mdist xcodeVersion=$(xcodebuild -version 2>/dev/null | sed -n 's/^Xcode //p')"
for tool in node pod flutter dotnet cargo cargo-tauri cordova ns rsync git; do echo "mdist $tool=$(command -v $tool)"; done
echo "mdist nodeVersion=$(node --version 2>/dev/null)"
f="$(command -v flutter)"; echo "mdist flutterVersion=$([ -n "$f" ] && cat "$(dirname "$f")/../version" 2>/dev/null)"
echo "mdist dotnetSdks=$(dotnet --list-sdks 2>/dev/null | cut -d ' ' -f 1 | tr '\\n' ' ')"
echo "mdist workloads=$(dotnet workload list 2>/dev/null | cut -d ' ' -f 1 | tr '\\n' ' ')"
`;

interface Asking {
  readonly programs: ProcessRunner;
  /** Of this machine. */
  readonly toolchains: Toolchains;
  readonly wishes?: ToolWishes | undefined;
  /** Where the project is: no program is taken from there. */
  readonly projectFolder: string;
}

/** Throws `issues-found` when the host does not answer, or is not a Mac. */
export async function askHost(
  { programs, toolchains, wishes = {}, projectFolder }: Asking,
  host: string,
  signal: AbortSignal,
): Promise<HostFacts> {
  const command = `/bin/sh -c ${shellQuoted(question)}`;
  const { exitCode, stdout, stderr } = await programs.run({
    command: 'ssh',
    args: [...sshOptions, host, command],
    timeoutMs: askMs,
    notFrom: [projectFolder],
    signal,
  });
  const place = { pointer: '/ios/buildHost' };
  const answers = new Map([...stdout.matchAll(/^mdist ([\w-]+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value.trim()]));
  const home = answers.get('home') ?? '';
  if (exitCode !== 0 || !home.startsWith('/')) {
    const reason = stderr.trim().split('\n').at(-1) ?? '';
    throw issuesFound([createIssue('build-host-unreachable', { host, reason: reason === '' ? '-' : reason }, place)]);
  }
  if (answers.get('system') !== 'Darwin')
    throw issuesFound([createIssue('build-host-no-mac', { host, system: answers.get('system') ?? '-' }, place)]);
  return { home, path: answers.get('path') ?? '', toolchains: toolchainsOf(answers, toolchains, wishes) };
}

/** The same questions as of this machine, with the answers of the host. */
function toolchainsOf(answers: ReadonlyMap<string, string>, here: Toolchains, wishes: ToolWishes): Toolchains {
  const text = (key: string): string | undefined => (answers.get(key) === '' ? undefined : answers.get(key));
  const list = (key: string): readonly string[] => (answers.get(key) ?? '').split(' ').filter((word) => word !== '');
  const [node, flutter, xcode, dotnet] = [text('node'), text('flutter'), text('xcode'), text('dotnet')];
  const folderOf = (path: string, levels: number): string => path.split('/').slice(0, -levels).join('/');
  const found = new Map<string, Promise<unknown>>([
    ['xcodes', Promise.resolve(xcode === undefined ? [] : [{ developerFolder: xcode, version: text('xcodeVersion'), source: 'selected' }])],
    [
      'nodes',
      Promise.resolve(node === undefined ? [] : [{ program: node, version: text('nodeVersion')?.replace(/^v/, ''), source: 'path' }]),
    ],
    [
      'flutters',
      Promise.resolve(
        flutter === undefined ? [] : [{ path: folderOf(flutter, 2), program: flutter, version: text('flutterVersion'), source: 'path' }],
      ),
    ],
    [
      'dotnet',
      Promise.resolve(
        dotnet && {
          program: dotnet,
          root: folderOf(dotnet, 1),
          sdks: list('dotnetSdks').toReversed(),
          workloads: new Set(list('workloads')),
        },
      ),
    ],
    ['jdks', Promise.resolve([])],
    ['gradle', Promise.resolve(undefined)],
    ...['pod', 'cargo', 'cargo-tauri', 'cordova', 'ns', 'rsync', 'git'].map(
      (name) => [`program ${name}`, Promise.resolve(text(name))] as const,
    ),
  ]);
  const machine = { system: 'macos', homeFolder: answers.get('home') ?? '', variable: () => undefined } as const;
  return here.of(machine, found).wanting(wishes);
}
