/** Saves a QR code as a picture, where the person chooses. */

import * as vscode from 'vscode';
import { qrModules, renderQrSvg } from '../../../releases/pages/qrCode.ts';

export type QrFileFormat = 'svg' | 'png';

export interface QrFile {
  readonly address: string;
  /** Of what the code leads to. */
  readonly label: string;
  readonly format: QrFileFormat;
  readonly fileName: string;
  /** Proposed when no folder is open. */
  readonly packageFolder: string;
}

/** Where it was saved; `undefined` when the person changed their mind. */
export async function saveQrCode({ address, label, format, fileName, packageFolder }: QrFile): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(packageFolder);
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save QR Code'),
    defaultUri: vscode.Uri.joinPath(folder, fileName),
    filters: format === 'svg' ? { SVG: ['svg'] } : { PNG: ['png'] },
  });
  if (!target) return undefined;
  const { encodeQrPng } = await import('../../../releases/pages/qrPng.ts');
  const bytes = format === 'png' ? await encodeQrPng(qrModules(address)) : new TextEncoder().encode(renderQrSvg(address, label));
  const { writeChosenFile } = await import('../../shared/writeChosenFile.ts');
  await writeChosenFile(target, bytes, 'picture');
  return target;
}
