/** The tool `validate_mobile_app`: checks the settings as they are in the editor and changes nothing. */

import * as vscode from 'vscode';
import { throwIfCancelled } from '../../core/base/cancellation.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { type AppIndex } from '../app/appIndex.ts';
import { type AppChecker } from '../app/checks/appChecker.ts';
import { type Log } from '../shared/log.ts';
import { findToolApp } from './toolApps.ts';
import { validationDocument } from './toolDocument.ts';
import { readAppInput } from './toolInput.ts';
import { readingTool, type ModelTool } from './toolKinds.ts';

export interface ValidateAppToolParts {
  readonly index: AppIndex;
  readonly checker: AppChecker;
  readonly paths: PathTools;
  readonly log: Log;
}

export function validateAppTool({ index, checker, paths, log }: ValidateAppToolParts): ModelTool {
  return readingTool(log, {
    show: () => ({ invocationMessage: vscode.l10n.t('Checking the app’s package settings') }),
    work: async (input, signal) => {
      const asked = readAppInput(input);
      const app = await findToolApp(index, paths, asked.app);
      const checked = await checker.check(app.folder, signal, { mayAsk: true });
      throwIfCancelled(signal);
      const validations = [...checked.platforms.values()].filter(({ platform }) => !asked.platform || platform === asked.platform);
      const issues = checked.issues
        .filter(({ platform }) => !asked.platform || !platform || platform === asked.platform)
        .map(({ issue, file, range, pointer }) => ({
          ...issue,
          place: { ...issue.place, file, range, ...(pointer !== undefined && { pointer }) },
        }));
      return validationDocument(app.folder, validations, issues);
    },
  });
}
