/** Tests that do not run in the Node 20.18 of Windows under Wine, each with the reason. Real machines run them (.github/workflows). */

export interface Untested {
  readonly file: string;
  /** The full title of one test; all of the file without it. */
  readonly title?: string;
  readonly reason: string;
}

const noGit = 'needs Git for Windows, which is not installed under Wine';

export const untested: readonly Untested[] = [
  { file: 'test/unit/cli/secrets.test.ts', reason: noGit },
  { file: 'test/unit/node/git/gitSourceControl.test.ts', reason: noGit },
  { file: 'test/unit/node/git/repositoryState.test.ts', reason: noGit },
  {
    file: 'test/unit/cli/process.test.ts',
    title: 'the process of the command line asks for a newer Node in one sentence',
    reason: 'the hooks that load TypeScript here do not load its launcher',
  },
];
