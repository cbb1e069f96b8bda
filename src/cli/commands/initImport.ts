/** `mdist init --import`: settings from the files of other tools, shown as a difference before they are written. Passwords are reported and left. */

import { utf8 } from '../../core/base/bytes.ts';
import { createIssue, type Issue, type Place } from '../../core/base/issue.ts';
import { type ImportPlace } from '../../core/settings/import/importedFile.ts';
import { type OpenedApp } from '../../core/workflow/openApp.ts';
import { proposeImportedSettings } from '../../core/workflow/proposeImportedSettings.ts';
import { type GivenValues } from '../../core/workflow/proposeSettings.ts';
import { type CommandOutcome } from '../grammar/command.ts';
import { type CommandServices } from '../commandServices.ts';
import { lineDiff } from '../report/lineDiff.ts';
import { shellWord } from '../report/shellWord.ts';

export interface InitImport {
  readonly app: OpenedApp;
  /** The text of the settings as it is; empty when there is none. */
  readonly before: string;
  /** What was named beforehand. */
  readonly given: GivenValues;
  readonly isDryRun: boolean;
}

export async function initImport({ app, before, given, isDryRun }: InitImport, { ports }: CommandServices): Promise<CommandOutcome> {
  const { files, paths } = ports;
  const proposal = await proposeImportedSettings(ports, app, before, given);
  const { after } = proposal;
  const isWritten = !isDryRun && after !== before;
  if (isWritten) await files.writeFile(app.settingsPath, utf8(after), { within: app.folder });
  const place = ({ file, ...others }: ImportPlace): Place => ({ file: paths.join(app.folder, ...file.split('/')), ...others });
  const values = proposal.values.map(({ path, value, origin }) => ({ key: path.join('.'), value, origin: lineText(origin) }));
  const issues: Issue[] = [
    ...proposal.issues.map((issue) =>
      issue.place?.file === undefined ? issue : { ...issue, place: place({ ...issue.place, file: issue.place.file }) },
    ),
    ...proposal.secrets.map((secret) =>
      createIssue('import-secret-left', { file: secret.place.file, key: secret.key }, place(secret.place)),
    ),
  ];
  return {
    document: {
      path: app.settingsPath,
      isWritten,
      files: proposal.files.map(({ file, tool }) => ({ file, tool })),
      values,
      secrets: proposal.secrets.map(({ key, purpose, place: at, asset }) => ({
        key,
        purpose,
        file: at.file,
        ...(at.range && { line: at.range.line + 1 }),
        ...(asset !== undefined && { asset }),
      })),
      before,
      after,
    },
    issues,
    write: (page) => {
      page.heading(titleOf(app.settingsPath, isWritten, after !== before));
      if (values.length > 0)
        page.table(
          ['Setting', 'Value', 'From'],
          values.map(({ key, value, origin }) => [key, value, origin]),
        );
      const lines = lineDiff(before, after);
      if (lines.length > 0) page.line();
      for (const { mark, text } of lines) page.line(`${mark} ${text}`, mark === '+' ? 'green' : mark === '-' ? 'red' : undefined);
    },
    next: [isDryRun ? `mdist init --import --app ${shellWord(app.folder)}` : `mdist validate --app ${shellWord(app.folder)}`],
  };
}

function titleOf(path: string, isWritten: boolean, differs: boolean): string {
  if (!differs) return `${path} already has all settings from other tools`;
  return isWritten ? `Wrote ${path}` : `Would write ${path}`;
}

function lineText({ file, range }: ImportPlace): string {
  return range ? `${file}:${range.line + 1}` : file;
}
