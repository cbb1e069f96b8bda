/**
 * Commands of other people's tools in remedies: each is spelled as the documentation of its tool has it. What the texts name is compared
 * with a table of subcommands and options; a new command in a text fails until it is in the table. Tools that every machine of the project
 * has are asked themselves.
 */

import { deepStrictEqual, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { type IssueRow } from '../../../../src/core/base/issues/defineIssues.ts';
import { issueTable } from '../../../../src/core/base/issues/issueTable.ts';

interface ForeignTool {
  /** Where the commands are documented. */
  readonly documentation: string;
  /** Words after the tool, with the options that the texts may use behind them. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  /** Words of sentences that may follow the name of the tool. */
  readonly words?: readonly string[];
}

const tools: Readonly<Record<string, ForeignTool>> = {
  git: {
    documentation:
      'https://git-scm.com/docs, https://github.com/git-lfs/git-lfs/tree/main/docs/man, https://git-annex.branchable.com/git-annex-get/',
    commands: { 'lfs pull': [], 'annex get': [], clone: ['-c', 'core.symlinks=true'], 'update-index': ['chmod=+x', '--chmod=+x'] },
  },
  xcodebuild: {
    documentation: 'https://developer.apple.com/library/archive/technotes/tn2339/, xcodebuild(1)',
    commands: {
      '-exportArchive': ['-archivePath', '-exportOptionsPlist', '-exportPath'],
      archive: ['-destination', 'generic/platform=iOS'],
      '-license': [],
      '-downloadPlatform': [],
    },
  },
  'xcode-select': { documentation: 'xcode-select(1)', commands: {} },
  codesign: { documentation: 'codesign(1)', commands: { '--verify': [] }, words: ['to'] },
  security: { documentation: 'security(1)', commands: { 'set-key-partition-list': [] } },
  pod: {
    documentation: 'https://guides.cocoapods.org/terminal/commands.html',
    commands: { 'repo update': [], update: [], install: [] },
    words: ['for'],
  },
  brew: { documentation: 'https://docs.brew.sh/Manpage', commands: { 'install cocoapods': [] } },
  flutter: { documentation: 'https://docs.flutter.dev/reference/flutter-cli', commands: { 'pub get': [], 'pub upgrade': [] } },
  npm: {
    documentation: 'https://docs.npmjs.com/cli/commands',
    commands: { ci: [], install: [] },
    words: ['in', 'as', 'cache', 'or'],
  },
  pnpm: { documentation: 'https://pnpm.io/cli/install', commands: { install: [] } },
  yarn: { documentation: 'https://yarnpkg.com/cli/install', commands: { install: [] } },
  cordova: { documentation: 'https://cordova.apache.org/docs/en/latest/reference/cordova-cli/', commands: { 'platform add': [] } },
  ns: { documentation: 'https://docs.nativescript.org/cli', commands: { doctor: [], migrate: [] } },
  tauri: { documentation: 'https://v2.tauri.app/reference/cli/', commands: { 'android init': [], 'ios init': [] } },
  cargo: { documentation: 'https://doc.rust-lang.org/cargo/commands/', commands: { update: [] }, words: ['on'] },
  rustup: { documentation: 'https://rust-lang.github.io/rustup/', commands: { 'target add': [], update: [] }, words: ['from'] },
  dotnet: {
    documentation: 'https://learn.microsoft.com/dotnet/core/tools/',
    commands: { 'workload install': ['{workload}'], 'workload restore': [], restore: [] },
  },
  adb: { documentation: 'https://developer.android.com/tools/adb', commands: { 'install-multiple': ['base.apk', 'FILE'] } },
  sdkmanager: {
    documentation: 'https://developer.android.com/tools/sdkmanager',
    commands: {},
    words: ['with', 'and', 'or'],
  },
  openssl: {
    documentation: 'https://docs.openssl.org/master/man1/openssl-pkcs12/',
    commands: { 'pkcs12 -export': ['-in', '-inkey', '-name', '-out', 'FILE', 'CERTIFICATE.pem', 'NEW.p12', 'upload', 'upload.p12'] },
  },
  keytool: {
    documentation: 'https://docs.oracle.com/en/java/javase/17/docs/specs/man/keytool.html',
    commands: { '-importkeystore': [] },
    words: ['creates'],
  },
  chmod: { documentation: 'POSIX chmod', commands: { '600': [] } },
  hermesc: { documentation: 'https://hermesengine.dev/docs/building-and-running', commands: {}, words: ['of'] },
};

/** `TOOL word word`, up to the end of the clause. */
function mentions(text: string): readonly (readonly [tool: string, rest: string])[] {
  const names = Object.keys(tools).toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\w./-])(${names.join('|')})(?![\\w-]|\\.\\w)(?=((?: [^\\s,;:()]+)*))`, 'g');
  return [...text.matchAll(pattern)].map(([, tool = '', rest = '']) => [tool, rest.trim()] as const);
}

/** What is wrong with a mention; nothing when it is a command of the table, or no command. */
function problemOf(tool: string, rest: string): string | undefined {
  const { commands, words = [] }: Omit<ForeignTool, 'documentation'> = tools[tool] ?? { commands: {} };
  const [first = ''] = rest.split(' ');
  const command = Object.keys(commands)
    .toSorted((a, b) => b.length - a.length)
    .find((each) => rest === each || rest.startsWith(`${each} `));
  if (command === undefined) return first === '' || words.includes(first) ? undefined : `${tool} ${rest}`;
  const known = commands[command] ?? [];
  const options = rest
    .slice(command.length)
    .trim()
    .split(' ')
    .filter((word) => /^-|=/.test(word));
  const unknown = options.filter((option) => !known.includes(option));
  return unknown.length === 0 ? undefined : `${tool} ${command}: ${unknown.join(' ')}`;
}

const remedies = Object.entries(issueTable).flatMap(([code, row]) => {
  const { remedy, remedyInEditor = '' }: IssueRow = row;
  return [remedy, remedyInEditor].map((text) => ({ code, text }));
});

describe('commands of other tools in remedies', () => {
  it('are those that the tools document', () => {
    const wrong = remedies.flatMap(({ code, text }) =>
      mentions(text).flatMap(([tool, rest]) => {
        const problem = problemOf(tool, rest);
        return problem === undefined ? [] : [`${code}: ${problem}`];
      }),
    );
    deepStrictEqual(wrong, []);
  });

  it('are all in use: no tool and no command of the table is left over', () => {
    const used = new Set(remedies.flatMap(({ text }) => mentions(text).map(([tool, rest]) => `${tool} ${rest}`)));
    const leftOver = Object.entries(tools).flatMap(([tool, { commands, documentation }]) => {
      ok(documentation.length > 0);
      const names = Object.keys(commands).map((command) => `${tool} ${command}`);
      return (names.length === 0 ? [tool] : names).filter((name) => ![...used].some((each) => each.startsWith(name)));
    });
    deepStrictEqual(leftOver, []);
  });

  it('notices a command that no tool has, and an option that its tool does not have', () => {
    deepStrictEqual(
      ['Run npm instal', 'Run pod instal, or pod install', 'Fetch it with git lfs fetchall', 'git clone -x core.symlinks=true'].map(
        (text) => mentions(text).map(([tool, rest]) => problemOf(tool, rest)),
      ),
      [
        ['npm instal'],
        ['pod instal', undefined],
        ['git lfs fetchall'],
        ['git clone: -x core.symlinks=true'.replace(' core.symlinks=true', '')],
      ],
    );
  });

  const asked: readonly (readonly [command: string, args: readonly string[], says: RegExp])[] = [
    ['git', ['clone', '-h'], /-c, --(?:\[no-\])?config/],
    ['git', ['update-index', '-h'], /--chmod/],
    ['npm', ['ci', '--help'], /Usage:\s+npm ci/],
    ['npm', ['install', '--help'], /Usage:\s+npm install/],
  ];
  for (const [command, args, says] of asked)
    it(`are known to ${command}: ${args[0]}`, () => {
      const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' });
      match(`${stdout}${stderr}`, says);
    });
});
