/** Tests that do not run in the Node 20.18 of Windows under Wine, each with the reason. Real machines run them (.github/workflows). */

export interface Untested {
  readonly file: string;
  /** The full title of one test; all of the file without it. */
  readonly title?: string;
  readonly reason: string;
}

/** Seen with Wine 8: it ends with 9009 where Windows ends with 1, and loses quoted arguments. */
const winesCmd = 'Wine has a cmd.exe of its own, which answers otherwise than that of Windows';
const noGit = 'needs Git for Windows, which is not installed under Wine';

export const untested: readonly Untested[] = [
  { file: 'test/unit/cli/secrets.test.ts', reason: noGit },
  { file: 'test/unit/cli/gitRemedies.test.ts', reason: noGit },
  { file: 'test/unit/cli/releaseCommands.test.ts', reason: 'the release server needs node:sqlite, which Node 20 lacks' },
  { file: 'test/unit/cli/renewPackage.test.ts', reason: 'the release server needs node:sqlite, which Node 20 lacks' },
  { file: 'test/unit/cli/releaseResume.test.ts', reason: 'the release server needs node:sqlite, which Node 20 lacks' },
  { file: 'test/unit/cli/teamStorage.test.ts', reason: 'is of the release server, and Node 20 lacks URL.parse' },
  { file: 'test/unit/node/git/gitSourceControl.test.ts', reason: noGit },
  { file: 'test/unit/node/git/readGitlinks.test.ts', reason: noGit },
  { file: 'test/unit/node/git/repositoryState.test.ts', reason: noGit },
  { file: 'test/unit/core/workflow/ci/ciWorkflow.test.ts', reason: 'needs a POSIX shell, as the machines have on which its scripts run' },
  {
    file: 'test/unit/core/stores/playSecondAuthor.test.ts',
    title:
      'the client for Google Play and a stand-in of another author reaches Google’s own addresses through a company’s proxy, whose authority it must trust',
    reason: 'Node 20 takes no proxies from the environment',
  },
  { file: 'test/unit/node/http/proxiesAndAuthorities.test.ts', reason: 'Node 20 takes no proxies from the environment' },
  {
    file: 'test/unit/node/nodeProcessRunner.test.ts',
    title: 'NodeProcessRunner says so when a program cannot be started',
    reason: winesCmd,
  },
  {
    file: 'test/unit/node/nodeProcessRunner.test.ts',
    title: 'NodeProcessRunner hands arguments to a batch file as they are',
    reason: winesCmd,
  },
  {
    file: 'test/unit/node/nodeFileSystem.test.ts',
    title: 'NodeFileSystem appends whole lines of several writers',
    reason: 'Wine looks for the end of the file first and writes there afterwards, so that writers overtake each other',
  },
  {
    file: 'test/unit/cli/process.test.ts',
    title: 'the process of the command line asks for a newer Node in one sentence',
    reason: 'the hooks that load TypeScript here do not load its launcher',
  },
];
