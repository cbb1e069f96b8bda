/**
 * Finds the files of the workspace that belong to a signing file: the certificates that a profile allows, the profiles that allow a
 * certificate. Reads what VS Code's own search finds, on any file system; never asks for a password.
 */

import * as vscode from 'vscode';
import { certificateName } from '../../../core/assets/apple/appleCertificateKind.ts';
import { commonCertificates, hidesCertificates } from '../../../core/assets/signing-file/matchSigningFiles.ts';
import { type SigningFile } from '../../../core/assets/signing-file/signingFile.ts';
import { type FileOfWorkspace, type RelatedFile, type RelatedFiles } from './signingAssetInput.ts';

export const noRelatedFiles: RelatedFiles = { files: [], locked: [] };

const certificates = '**/*.{p12,pfx,cer,crt,der,pem}';
const profiles = '**/*.{mobileprovision,provisionprofile}';
const elsewhere = '**/{node_modules,.git,Pods,DerivedData}/**';
const mostFiles = 100;

/** Reads a file with its stored password; `undefined` for what cannot be read. */
export type ReadOther = (uri: vscode.Uri) => Promise<SigningFile | undefined>;

export async function findRelatedFiles(own: vscode.Uri, file: SigningFile, read: ReadOther, signal: AbortSignal): Promise<RelatedFiles> {
  const pattern = file.kind === 'profile' ? certificates : file.kind === 'store' && file.role === 'certificate' ? profiles : undefined;
  if (pattern === undefined) return noRelatedFiles;
  const files: RelatedFile[] = [];
  const locked: FileOfWorkspace[] = [];
  for (const uri of await vscode.workspace.findFiles(pattern, elsewhere, mostFiles)) {
    if (signal.aborted) break;
    if (uri.toString() === own.toString()) continue;
    const other = await read(uri);
    if (!other) continue;
    const common = commonCertificates(file, other);
    if (common.length === 0) {
      if (hidesCertificates(other)) locked.push(fileAt(uri));
      continue;
    }
    files.push({ ...fileAt(uri), ...describe(other, common.map(certificateName)) });
  }
  return { files: inOrder(files), locked: inOrder(locked) };
}

function fileAt(uri: vscode.Uri): FileOfWorkspace {
  return { uri, path: vscode.workspace.asRelativePath(uri) };
}

function inOrder<File extends FileOfWorkspace>(files: readonly File[]): readonly File[] {
  return files.toSorted((a, b) => a.path.localeCompare(b.path));
}

function describe(other: SigningFile, names: readonly string[]): Omit<RelatedFile, 'uri' | 'path'> {
  if (other.kind === 'profile') {
    const { name, expiresAt } = other.inspection;
    return { kind: 'profile', names: name === undefined ? [] : [name], hasPrivateKey: false, validUntil: expiresAt };
  }
  const entries = other.kind === 'store' ? other.entries : [];
  const ends = entries.flatMap(({ certificate }) =>
    certificate && names.includes(certificateName(certificate)) ? [certificate.notAfter] : [],
  );
  return {
    kind: 'certificate',
    names: [...new Set(names)],
    hasPrivateKey: entries.some(({ hasPrivateKey }) => hasPrivateKey),
    validUntil: ends.toSorted((a, b) => a.getTime() - b.getTime())[0],
  };
}
