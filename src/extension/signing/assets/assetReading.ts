/** Reads a signing asset for its state. Loaded with the first state that is asked for, since it brings the formats. */

import * as vscode from 'vscode';
import { largestSigningFile } from '../../../core/assets/signing-file/readSigningFile.ts';
import { type SigningEntry, type SigningFile, type SigningRole, type SigningStore } from '../../../core/assets/signing-file/signingFile.ts';
import { isFailure } from '../../../core/base/failure.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { failureText, issueText } from '../../shared/errors/tableText.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { type AssetState, type AssetUsage } from './assetState.ts';
import { type OpenerWorld, SigningFileOpener } from './signingFileOpener.ts';

export interface AssetReadingParts {
  readonly files: Pick<FileSystem, 'stat' | 'readFile'>;
  readonly paths: PathTools;
  readonly passwords: Pick<PasswordStore, 'get'>;
  readonly world: OpenerWorld;
}

export class AssetReading {
  readonly #parts: AssetReadingParts;
  readonly #opener: SigningFileOpener;

  constructor(parts: AssetReadingParts) {
    this.#parts = parts;
    this.#opener = new SigningFileOpener(parts.world, parts.passwords);
  }

  async read(path: string, usage: AssetUsage): Promise<AssetState> {
    try {
      return await this.#open(path, usage);
    } catch (error) {
      // It went away meanwhile, it may not be read, or it is far too large to be one.
      if (isFailure(error)) return { kind: 'unreadable', reason: failureText(error).message };
      throw error;
    }
  }

  async #open(path: string, usage: AssetUsage): Promise<AssetState> {
    const { files, paths, passwords } = this.#parts;
    if ((await files.stat(path))?.kind !== 'file') return { kind: 'missing' };
    const filed = { name: paths.basename(path), asset: path, bytes: await files.readFile(path, { maxBytes: largestSigningFile }) };
    const closed = await this.#opener.read(filed);
    if (usage.asset === 'profile') return profileState(closed);
    const role = usage.asset;
    if (closed.kind !== 'store' || closed.password === 'not-needed') return storeState(closed, role, usage);
    // A build asks for the password under this role, whatever else it may be stored under.
    const password = await passwords.get({ purpose: role, asset: path });
    return storeState(password ? await this.#opener.read(filed, { role, password }) : closed, role, usage);
  }
}

function profileState(file: SigningFile): AssetState {
  if (file.kind !== 'profile') return misfit(file, vscode.l10n.t('The file is not a provisioning profile'));
  const { profile, expiresAt, issues } = file.inspection;
  if (!profile) return { kind: 'unreadable', reason: message(issues[0]) ?? '' };
  return { kind: 'open', aliases: [], isProtected: false, ...(expiresAt && { validUntil: expiresAt }) };
}

function storeState(file: SigningFile, role: SigningRole, usage: AssetUsage): AssetState {
  if (file.kind !== 'store' || !fits(file, role)) {
    return misfit(file, role === 'keystore' ? vscode.l10n.t('The file is not a keystore') : vscode.l10n.t('The file is not a certificate'));
  }
  const { entries, password, issues } = file;
  const error = issues.find(({ severity }) => severity === 'error');
  if (error && (password === 'wrong' || (password !== 'missing' && entries.length === 0)))
    return { kind: 'unreadable', reason: issueText(error).message };
  const keys = entries.filter(({ hasPrivateKey }) => hasPrivateKey);
  const chosen = chosenEntry(keys, usage) ?? (role === 'certificate' ? entries[0] : undefined);
  const validity = chosen?.certificate && { validUntil: chosen.certificate.notAfter };
  if (password === 'missing') return { kind: 'locked', ...validity };
  const isProtected = password !== 'not-needed';
  return { kind: 'open', isProtected, aliases: keys.flatMap(({ alias }) => alias ?? []), ...validity };
}

/** Keystores take the names of their keys in upper and lower case. */
function chosenEntry(keys: readonly SigningEntry[], usage: AssetUsage): SigningEntry | undefined {
  const wanted = usage.asset === 'keystore' ? usage.alias?.toLowerCase() : undefined;
  return keys.find(({ alias }) => alias !== undefined && alias.toLowerCase() === wanted) ?? keys[0];
}

function fits({ format }: SigningStore, role: SigningRole): boolean {
  return format === 'pkcs12' || (format === 'jks') === (role === 'keystore');
}

/** A file that is something else entirely says what. */
function misfit(file: SigningFile, reason: string): AssetState {
  return { kind: 'unreadable', reason: (file.kind === 'other' ? message(file.issues[0]) : undefined) ?? reason };
}

function message(issue: Issue | undefined): string | undefined {
  return issue && issueText(issue).message;
}
