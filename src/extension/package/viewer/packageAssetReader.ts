/** Reads packages for their viewer, keeps what one is compared with, and does what is pressed. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { present } from '../../../core/base/present.ts';
import { Failure } from '../../../core/base/failure.ts';
import { comparePackages, type ComparedPackage } from '../../../core/packages/comparison/comparePackages.ts';
import { type ContentDigester } from '../../../core/ports/contentDigester.ts';
import { type AppEntry } from '../../app/appEntry.ts';
import { type FixRunner } from '../../app/fixes/fixRunner.ts';
import { fileOfUri } from '../../shared/asset-page/packageSource.ts';
import { choosePackages, type ChoosePackagesParts } from '../files/choosePackages.ts';
import { allowedIn, appOfPackage } from '../files/packageApp.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { type AssetContent } from '../../shared/asset-page/assetContent.ts';
import { type AssetDocument } from '../../shared/asset-page/assetDocument.ts';
import { type AssetReader } from '../../shared/asset-page/assetReader.ts';
import { packageContent } from './packageView.ts';
import { type PackageAction, type PackageViewInput } from './packageViewInput.ts';
import { checkPackage, readPackage, type ReadPackage } from './readPackage.ts';

export interface PackageAssetParts extends ChoosePackagesParts {
  readonly digester: ContentDigester;
  readonly loadFixRunner: () => Promise<FixRunner>;
}

interface Compared {
  readonly name: string;
  readonly package: ComparedPackage;
}

export class PackageAssetReader implements AssetReader<PackageAction> {
  readonly #parts: PackageAssetParts;
  readonly onDidChange: vscode.Event<unknown>;
  #compared: Compared | undefined;
  /** What its app allowed when the package was read last. */
  #allowed: readonly string[] | undefined;
  #document: AssetDocument | undefined;
  /** Shows what is known again, for what was chosen meanwhile. */
  #showAgain: () => void = () => {};

  constructor(parts: PackageAssetParts) {
    this.#parts = parts;
    // Whether a package is recorded shows in its buttons; the file is read again only for what its app allows in it.
    this.onDidChange = (listener) => parts.index.onDidChange(() => void this.#isAllowedOther().then((is) => is && listener(undefined)));
  }

  async read(document: AssetDocument, show: (content: AssetContent<PackageAction>) => void, signal: AbortSignal): Promise<void> {
    const { digester } = this.#parts;
    const now = new Date();
    const source = await document.open();
    try {
      const [subject, app] = await Promise.all([this.#subject(document), this.#app(document)]);
      const allowed = await allowedIn(app);
      this.#document = document;
      this.#allowed = allowed;
      const canAllow = app?.opened.hasSettings === true && vscode.workspace.isTrusted;
      const known = await readPackage(source, now, signal, allowed);
      const display = (read: ReadPackage, busy: string): void => {
        if (signal.aborted) return;
        const { name, shownPlace: place, uri } = document;
        const frame = { name, place, now, isOnDisk: uri.scheme === 'file', ...present('record', subject?.recorded?.record), canAllow };
        this.#showAgain = () => show(packageContent({ ...frame, ...read, ...this.#comparison(read) }, busy));
        this.#showAgain();
      };
      display(known, known.inspection ? verifying() : digesting());
      display(await checkPackage(source, known, digester, now, signal, allowed), '');
    } finally {
      await source.close();
    }
  }

  /** A package whose ledger cannot be read is shown all the same. */
  async #subject({ uri }: AssetDocument): Promise<PackageSubject | undefined> {
    if (uri.scheme !== 'file') return undefined;
    return await this.#parts.subjects.ofFile(uri).catch(() => undefined);
  }

  async #app(document: AssetDocument): Promise<AppEntry | undefined> {
    if (document.uri.scheme !== 'file') return undefined;
    const subject = (await this.#subject(document)) ?? { path: document.uri.fsPath };
    return await appOfPackage(this.#parts.index, subject).catch(() => undefined);
  }

  async #isAllowedOther(): Promise<boolean> {
    if (!this.#document || !this.#allowed) return false;
    const now = await allowedIn(await this.#app(this.#document));
    return JSON.stringify(now) !== JSON.stringify(this.#allowed);
  }

  #comparison({ inspection, archive }: ReadPackage): Pick<PackageViewInput, 'comparison'> {
    if (!this.#compared || !inspection || !archive) return {};
    const { name, package: before } = this.#compared;
    return { comparison: { name, difference: comparePackages(before, { inspection, archive }) } };
  }

  async act(action: PackageAction, document: AssetDocument): Promise<string> {
    const { uri } = document;
    switch (action.kind) {
      case 'compare':
        this.#compared = await this.#choose();
        this.#showAgain();
        return vscode.l10n.t('Compared with {0}', this.#compared.name);
      case 'stopComparing':
        this.#compared = undefined;
        this.#showAgain();
        return '';
      case 'installQrCode':
        await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode', uri);
        return '';
      case 'sign':
        await vscode.commands.executeCommand(action.command, uri);
        return '';
      case 'reveal':
        await vscode.commands.executeCommand('mobileDistribution.revealPackage', uri);
        return '';
      case 'allow': {
        const app = await this.#app(document);
        if (!app) throw Failure.of('no-app-here', {});
        const target = { document: vscode.Uri.file(app.opened.settingsPath), app: app.opened, platform: 'android' } as const;
        await (await this.#parts.loadFixRunner()).run(action.allow, target);
        return vscode.l10n.t('Added to {0}.allowedFiles', action.allow.list);
      }
    }
  }

  async #choose(): Promise<Compared> {
    const [uri] = await choosePackages(this.#parts, {
      question: vscode.l10n.t('Compare with which package?'),
      title: vscode.l10n.t('Compare Packages'),
      openLabel: vscode.l10n.t('Compare'),
      canSelectMany: false,
    });
    if (!uri) throw Failure.of('cancelled', {});
    const progress = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading {0}…', basename(uri.path)) };
    const { inspection, archive, issues } = await vscode.window.withProgress(progress, async () => await this.#open(uri));
    if (!inspection || !archive) throw Failure.of('issues-found', { summary: issues[0]?.message ?? '' }, { issues });
    return { name: basename(uri.path), package: { inspection, archive } };
  }

  async #open(uri: vscode.Uri): Promise<ReadPackage> {
    const source = await fileOfUri(uri).open();
    try {
      return await readPackage(source, new Date(), new AbortController().signal);
    } finally {
      await source.close();
    }
  }
}

function verifying(): string {
  return vscode.l10n.t('Checking signatures…');
}

function digesting(): string {
  return vscode.l10n.t('Computing the file’s SHA-256…');
}
