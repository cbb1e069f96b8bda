/** Preview in Browser…, Stop Preview. */

import * as vscode from 'vscode';
import { createIssue } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { nameOf, webDirOf } from '../../app/appEntry.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';
import { type PreviewReach, type PreviewedApp, type WebPreview } from './webPreview.ts';

export interface PreviewParts {
  readonly asker: AppAsker;
  readonly paths: PathTools;
  readonly preview: WebPreview;
}

export async function previewInBrowser({ asker, paths, preview }: PreviewParts, argument: unknown): Promise<void> {
  const { app } = await asker.app(argument, (each) => webDirOf(each) !== undefined);
  const webDir = webDirOf(app);
  if (webDir === undefined) throw issuesFound([createIssue('web-source-missing', {}, { file: app.opened.settingsPath })]);
  const previewed = { name: nameOf(app), folder: paths.resolve(app.folder, webDir) };
  const reach = await askForReach(previewed);
  const address = await preview.show(previewed, reach);
  if (reach === 'network') await showQrCode(previewed, address);
  const stop = vscode.l10n.t('Stop Preview');
  const text = vscode.l10n.t('{0} is served on {1}. The preview stops after 30 minutes without a request.', previewed.name, address);
  if ((await vscode.window.showInformationMessage(text, stop)) === stop) await preview.stop();
}

async function askForReach({ name }: PreviewedApp): Promise<PreviewReach> {
  const items: readonly (vscode.QuickPickItem & { readonly reach: PreviewReach })[] = [
    { label: vscode.l10n.t('This Computer Only'), iconPath: new vscode.ThemeIcon('device-desktop'), reach: 'thisComputer' },
    {
      label: vscode.l10n.t('Phones on the Same Network'),
      detail: vscode.l10n.t('With a QR code. Everyone on the network can read the web files; the connection is not encrypted.'),
      iconPath: new vscode.ThemeIcon('device-mobile'),
      reach: 'network',
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Preview {0} on which devices?', name),
    ignoreFocusOut: true,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.reach;
}

/** A page of Markdown, which VS Code shows in every theme; the code is black on white with its quiet zone. */
async function showQrCode({ name }: PreviewedApp, address: string): Promise<void> {
  const [{ qrModules }, { encodeQrPng }, { escapeMarkdown }] = await Promise.all([
    import('../../../releases/pages/qrCode.ts'),
    import('../../../releases/pages/qrPng.ts'),
    import('../../shared/markdownText.ts'),
  ]);
  const picture = Buffer.from(await encodeQrPng(qrModules(address))).toString('base64');
  const label = vscode.l10n.t('QR code of {0}', address).replaceAll('"', '');
  const text = [
    `# ${escapeMarkdown(name)}`,
    vscode.l10n.t('Scan the code with a phone on the same network.'),
    `<img alt="${label}" width="320" src="data:image/png;base64,${picture}">`,
    `<${address}>`,
    vscode.l10n.t('It works until you run “Stop Preview” or close this window.'),
  ].join('\n\n');
  const scheme = 'mobile-distribution-preview';
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: () => text });
  try {
    await vscode.commands.executeCommand(
      'markdown.showPreview',
      // VS Code writes “Preview” before the name of the file.
      vscode.Uri.from({ scheme, path: `/${name.replace(/[\\/]/g, ' ')}.md`, query: address }),
    );
  } finally {
    // VS Code has read the page by then.
    setTimeout(() => provider.dispose(), 60_000);
  }
}
