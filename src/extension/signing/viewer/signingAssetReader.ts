/**
 * Reads a signing asset for its viewer: without a password first, then with the stored one where that would reveal more, then what the
 * workspace knows of it. No one is asked before they press the button for it, and what they type stays with VS Code's prompt and its
 * secret storage.
 */

import * as vscode from 'vscode';
import { openWebPage } from '../../shared/openWebPage.ts';
import { largestSigningFile } from '../../../core/assets/signing-file/readSigningFile.ts';
import { type SigningFile, type SigningRole } from '../../../core/assets/signing-file/signingFile.ts';
import { type Bytes } from '../../../core/base/bytes.ts';
import { type SigningWorld } from '../../../core/workflow/workflowWorld.ts';
import { type FieldId } from '../../../protocol/packageSettingsProtocol.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { type FiledBytes, SigningFileOpener } from '../assets/signingFileOpener.ts';
import { type FixRunner } from '../../app/fixes/fixRunner.ts';
import { type AppChecker, type CheckedApp } from '../../app/checks/appChecker.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { PasswordAsker } from '../../shared/passwords/passwordAsker.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { type AssetContent } from '../../shared/asset-page/assetContent.ts';
import { AssetDocument } from '../../shared/asset-page/assetDocument.ts';
import { type AssetReader } from '../../shared/asset-page/assetReader.ts';
import { findUses, issuesOfUse } from './assetUses.ts';
import { findRelatedFiles, noRelatedFiles } from './relatedFiles.ts';
import { type AssetUse, type AssetWizard, type SigningAction, type SigningAssetInput } from './signingAssetInput.ts';
import { signingAssetContent } from './signingAssetView.ts';

export interface SigningAssetParts {
  readonly world: SigningWorld;
  readonly passwords: PasswordStore;
  readonly index: AppIndex;
  readonly checker: AppChecker;
  readonly loadFixRunner: () => Promise<FixRunner>;
  /** Opens the form of a settings file at a field. */
  readonly openForm: (settings: vscode.Uri, field: FieldId) => Promise<void>;
}

export class SigningAssetReader implements AssetReader<SigningAction> {
  readonly onDidChange: vscode.Event<unknown>;
  readonly #parts: SigningAssetParts;
  readonly #opener: SigningFileOpener;
  readonly #checked = new Map<string, CheckedApp>();
  /** What a fix did may show, in this file or in what it is used for. */
  readonly #fixed = new vscode.EventEmitter<void>();
  #last: SigningAssetInput | undefined;

  constructor(parts: SigningAssetParts) {
    this.#parts = parts;
    this.#opener = new SigningFileOpener(parts.world, parts.passwords);
    const events: readonly vscode.Event<unknown>[] = [
      parts.passwords.onDidChange,
      parts.index.onDidChange,
      vscode.workspace.onDidGrantWorkspaceTrust,
      this.#fixed.event,
    ];
    this.onDidChange = (listener) => vscode.Disposable.from(...events.map((event) => event(listener)));
  }

  async read(document: AssetDocument, show: (content: AssetContent<SigningAction>) => void, signal: AbortSignal): Promise<void> {
    const filed = await filedBytes(document);
    const closed = await this.#opener.read(filed);
    let input: SigningAssetInput = {
      name: document.name,
      place: document.shownPlace,
      file: closed,
      isRemembered: false,
      now: this.#parts.world.clock.now(),
      hasWizards: document.uri.scheme === 'file' && vscode.workspace.isTrusted,
      // Keeps what was known of the workspace until it is read again, to avoid flicker.
      uses: this.#last?.uses ?? [],
      related: this.#last?.related ?? noRelatedFiles,
    };
    const display = (more: Partial<SigningAssetInput>, busy: string): void => {
      input = { ...input, ...more };
      if (signal.aborted) return;
      this.#last = input;
      const content = signingAssetContent(input);
      show({ ...content, view: { ...content.view, busy } });
    };
    if (!this.#last) display({}, vscode.l10n.t('Searching the workspace…'));
    const uses = withIssues(findUses(await this.#parts.index.apps(), this.#parts.world.paths, filed.asset), input.uses);
    const opened = await this.#opener.openStored(filed, closed, roleOf(uses));
    display({ ...opened, uses }, vscode.l10n.t('Searching the workspace…'));
    const related = await findRelatedFiles(document.uri, opened.file, async (uri) => await this.#readOther(uri), signal);
    display({ related }, uses.length === 0 ? '' : vscode.l10n.t('Checking the apps that use it…'));
    if (uses.length > 0) display({ uses: await this.#check(uses, signal) }, '');
  }

  async act(action: SigningAction, document: AssetDocument): Promise<string> {
    switch (action.kind) {
      case 'askPassword':
        return await this.#askPassword(document);
      case 'askKeyPassword':
        await this.#asker(document).askAndStore({ purpose: 'key', asset: document.place, alias: action.alias });
        return remembered();
      case 'openSettings':
        await this.#parts.openForm(vscode.Uri.file(action.settings), action.field);
        return '';
      case 'wizard':
        await vscode.commands.executeCommand(wizardCommands[action.wizard], document.uri);
        return '';
      case 'openPage':
        await openWebPage(action.url);
        return '';
      case 'fix': {
        const checked = this.#checked.get(action.folder);
        if (!checked) return '';
        const { app } = checked;
        const runner = await this.#parts.loadFixRunner();
        await runner.run(action.action, { document: vscode.Uri.file(app.settingsPath), app, platform: action.platform });
        this.#fixed.fire();
        return '';
      }
    }
  }

  async #askPassword(document: AssetDocument): Promise<string> {
    const { passwords } = this.#parts;
    const role = this.#last && (roleIn(this.#last.file) ?? roleOf(this.#last.uses));
    const id = { purpose: role ?? 'keystore', asset: document.place } as const;
    await this.#asker(document).askAndStore(id);
    // Only what is inside says what some files are used as; their password is looked for under that.
    const password = await passwords.get(id);
    const opened = role ? undefined : await this.#opener.read(await filedBytes(document), { password });
    if (password && opened && roleIn(opened) === 'certificate') {
      await passwords.set({ ...id, purpose: 'certificate' }, password);
      await passwords.forget(id);
    }
    return remembered();
  }

  #asker(document: AssetDocument): PasswordAsker {
    const readFile = async (_: string, { maxBytes = largestSigningFile } = {}): Promise<Bytes> => await document.read(maxBytes);
    return new PasswordAsker({ readFile }, this.#parts.passwords);
  }

  async #readOther(uri: vscode.Uri): Promise<SigningFile | undefined> {
    try {
      // It may be a link that leads out of a workspace in Restricted Mode.
      if (uri.scheme === 'file') await this.#parts.world.files.stat(uri.fsPath);
      const filed = await filedBytes(new AssetDocument(uri));
      return (await this.#opener.openStored(filed, await this.#opener.read(filed))).file;
    } catch {
      // It belongs to someone else's work, or went away meanwhile; its own viewer says what is wrong with it.
      return undefined;
    }
  }

  async #check(uses: readonly AssetUse[], signal: AbortSignal): Promise<readonly AssetUse[]> {
    const { isTrusted } = vscode.workspace;
    const found: AssetUse[] = [];
    for (const use of uses) {
      const checked = await this.#parts.checker.check(use.folder, signal, { mayAsk: false });
      this.#checked.set(use.folder, checked);
      found.push({ ...use, issues: issuesOfUse(use, checked, isTrusted) });
    }
    return found;
  }
}

const wizardCommands = {
  compatibleCopy: 'mobileDistribution.makeCompatibleCopy',
  combineCertificate: 'mobileDistribution.combineCertificate',
  requestCertificate: 'mobileDistribution.requestCertificate',
  createKeystore: 'mobileDistribution.createKeystore',
} as const satisfies Record<AssetWizard, CommandId>;

async function filedBytes(document: AssetDocument): Promise<FiledBytes> {
  return { name: document.name, asset: document.place, bytes: await document.read(largestSigningFile) };
}

/** With what the last check said, until the next one does. */
function withIssues(uses: readonly AssetUse[], before: readonly AssetUse[]): readonly AssetUse[] {
  return uses.map((use) => {
    const issues = before.find(({ folder, field }) => folder === use.folder && field === use.field)?.issues;
    return { ...use, ...(issues && { issues }) };
  });
}

function roleIn(file: SigningFile): SigningRole | undefined {
  return file.kind === 'store' ? file.role : undefined;
}

function roleOf(uses: readonly AssetUse[]): SigningRole | undefined {
  if (uses.some(({ field }) => field === 'android.keystore')) return 'keystore';
  return uses.some(({ field }) => field === 'ios.certificate') ? 'certificate' : undefined;
}

function remembered(): string {
  return vscode.l10n.t('Password stored in VS Code’s secret storage');
}
