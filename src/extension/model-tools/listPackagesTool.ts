/** The tool `list_mobile_packages`: what was made of an app, newest first. Reads only. */

import * as vscode from 'vscode';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { type AppIndex } from '../app/appIndex.ts';
import { type PackageFiles } from '../package/files/packageFiles.ts';
import { type Log } from '../shared/log.ts';
import { findToolApp } from './toolApps.ts';
import { recordDocument } from './toolDocument.ts';
import { readAppInput } from './toolInput.ts';
import { readingTool, type ModelTool } from './toolKinds.ts';

export interface ListPackagesToolParts {
  readonly index: AppIndex;
  readonly packages: PackageFiles;
  readonly paths: PathTools;
  readonly log: Log;
}

/** Models read long answers badly; what is left out is counted. */
const mostPackages = 30;

export function listPackagesTool({ index, packages, paths, log }: ListPackagesToolParts): ModelTool {
  return readingTool(log, {
    show: () => ({ invocationMessage: vscode.l10n.t('Listing the packages of the app') }),
    work: async (input) => {
      const asked = readAppInput(input);
      const app = await findToolApp(index, paths, asked.app);
      const records = app.opened.ledger.records
        .filter(({ platform }) => !asked.platform || platform === asked.platform)
        .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
      const shown = records.slice(0, mostPackages).map(async (record) => {
        const { kind, path } = await packages.state(app, record);
        return { ...recordDocument(record), path, file: kind };
      });
      return {
        app: app.folder,
        packages: await Promise.all(shown),
        ...(records.length > mostPackages && { packagesLeftOut: records.length - mostPackages }),
      };
    },
  });
}
