/** Fixes of files: of another kind than the settings need, the ledger, and passwords that were left. */

import { fileIssues } from '../../base/issues/fileIssues.ts';
import { type Fix, type SettingsPath } from './fix.ts';
import { always, best, fileAt, fix, type FixTable, here, type MakeFixes, mostButtons } from './fixRows.ts';

const moveSecret: MakeFixes = ({ text }) => [best({ kind: 'moveSecret', file: text('file'), key: text('key') })];

const connectStore = (file: string): Fix => fix({ kind: 'connectStore', file });

const allowWebFile: MakeFixes = ({ text }) => [fix({ kind: 'allowFile', list: 'web', file: text('file') })];

/** Another file for the value of the settings that names the wrong one. */
const anotherFile: MakeFixes = here((path, { facts }) => {
  const key = path.at(-1);
  if (key === 'provisioningProfile') return [...found(path, facts.fittingProfiles), fix({ kind: 'chooseProfile', path })];
  if (key === 'certificate') return fileAt(path, facts.certificateFiles);
  return key === 'keystore' ? fileAt(path, facts.keystoreFiles) : [];
});

function found(path: SettingsPath, files: readonly string[] = []): readonly Fix[] {
  return files.slice(0, mostButtons).map((value) => fix({ kind: 'set', path, value }));
}

export const fileFixes: FixTable = {
  ...Object.fromEntries(Object.keys(fileIssues).map((code) => [code, anotherFile])),
  'app-settings-missing': always(fix({ kind: 'importSettings' })),
  'ledger-duplicate': ({ issue }) => (issue.place?.range ? [best({ kind: 'removeLine', line: issue.place.range.line })] : []),
  'project-secret-tracked': moveSecret,
  'import-secret-left': moveSecret,
  // The one that is named: several equal findings are said once.
  'package-holds-secret': ({ text }) => [fix({ kind: 'allowFile', list: 'build', file: text('entry') })],
  'web-file-secret': allowWebFile,
  'web-file-secret-left-out': allowWebFile,
  'web-file-own': allowWebFile,
  'store-key-unignored': ({ text }) => [best({ kind: 'ignoreFile', file: text('path') }), connectStore(text('path'))],
  'store-key-tracked': ({ text }) => [fix({ kind: 'untrackFile', file: text('path') }), connectStore(text('path'))],
};
