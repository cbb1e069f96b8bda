/**
 * The tool `get_mobile_install_link`: an address from which a phone in the same network installs a package. Sharing is agreed to before, in
 * VS Code's own question about the tool, which says what it means; nothing else is asked.
 */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { type PackageRecord } from '../../core/versions/packageRecord.ts';
import { nameOf, type AppEntry } from '../app/appEntry.ts';
import { type AppIndex } from '../app/appIndex.ts';
import { type PackageFiles } from '../package/files/packageFiles.ts';
import { type PackageReader } from '../package/files/packageReader.ts';
import { type InstallLinks } from '../releases/sharing/installLinks.ts';
import { reachOf } from '../releases/sharing/linkReach.ts';
import { escapeMarkdown } from '../shared/markdownText.ts';
import { type Log } from '../shared/log.ts';
import { readSetting } from '../shared/settings.ts';
import { findToolApp } from './toolApps.ts';
import { type ToolDocument } from './toolDocument.ts';
import { readLinkInput } from './toolInput.ts';
import { confirmedTool, type ModelTool } from './toolKinds.ts';

export interface InstallLinkToolParts {
  readonly index: AppIndex;
  readonly packages: PackageFiles;
  readonly links: Pick<InstallLinks, 'obtain'>;
  readonly reader: Pick<PackageReader, 'facts'>;
  readonly paths: PathTools;
  readonly log: Log;
}

interface Chosen {
  readonly app: AppEntry;
  readonly record: PackageRecord;
}

export function installLinkTool(parts: InstallLinkToolParts): ModelTool {
  return confirmedTool<Chosen>(parts.log, {
    restriction: 'sharing-restricted',
    choose: async (input) => await choose(parts, input),
    deedOf: ({ app, record }) => [app.folder, record.id, record.sha256],
    show: question,
    work: async (chosen) => await obtain(parts, chosen),
  });
}

function question({ app, record }: Chosen): vscode.PreparedToolInvocation {
  const name = `${nameOf(app)} ${record.version} (${record.versionCode}), ${record.buildType}`;
  const message = [
    vscode.l10n.t('Share {0} on the local network?', `**${escapeMarkdown(name)}**`),
    vscode.l10n.t(
      'Anyone with the link can download this package, and nothing else, for {0} hours.',
      readSetting('sharing.linkLifetimeHours'),
    ),
    vscode.l10n.t('Sharing stops when you close the window or run “Stop Sharing on Local Network”.'),
  ].join('\n\n');
  return {
    invocationMessage: vscode.l10n.t('Getting the installation link of {0}', name),
    confirmationMessages: { title: vscode.l10n.t('Share Package'), message: new vscode.MarkdownString(message) },
  };
}

async function obtain({ packages, links, reader }: InstallLinkToolParts, chosen: Chosen): Promise<ToolDocument> {
  const { app, record } = chosen;
  const facts = await reader.facts({ path: packages.pathOf(app, record), recorded: chosen });
  const link = await links.obtain(facts, { isAgreed: true, asksNobody: true });
  if (!link) throw Failure.of('cancelled', {});
  return {
    link: link.address,
    expiresAt: link.expiresAt.toISOString(),
    reach: reachOf(link.address) === 'network' ? 'phones on the same network' : 'this computer only',
    version: record.version,
    versionCode: record.versionCode,
    buildType: record.buildType,
    sha256: record.sha256,
  };
}

/** The named package, or the newest one that a phone can install. */
async function choose({ index, paths }: InstallLinkToolParts, input: unknown): Promise<Chosen> {
  const asked = readLinkInput(input);
  const app = await findToolApp(index, paths, asked.app);
  const [record] = app.opened.ledger.records
    .filter(({ id, platform, format, buildType }) =>
      asked.id === undefined
        ? (!asked.platform || platform === asked.platform) && format !== 'aab' && buildType !== 'app-bundle'
        : id === asked.id,
    )
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (record) return { app, record };
  const problem = asked.id === undefined ? 'The app has no package that a phone can install' : `The app has no package ${asked.id}`;
  throw Failure.of('usage-wrong', { problem, remedy: 'List the packages, or create one' });
}
