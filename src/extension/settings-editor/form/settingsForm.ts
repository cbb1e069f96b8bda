/**
 * One open form: shows the document as a form, writes what people change into it, and keeps both in step. Undo, redo, dirty
 * state, saving and comparing are VS Code's, since every change is an edit of the document.
 */

import * as vscode from 'vscode';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type Platform, platforms } from '../../../core/settings/platform.ts';
import { appOnPlatform } from '../../../core/workflow/openApp.ts';
import { type ChannelServer, type RequestHandlers, serveChannel } from '../../../protocol/channel.ts';
import { type FieldId, type FormRun, packageSettingsChannel } from '../../../protocol/packageSettingsProtocol.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { type Log } from '../../shared/log.ts';
import { canCancel, isActive, type PackageRun } from '../../build/runs/packageRun.ts';
import { type PackageRuns } from '../../build/runs/packageRuns.ts';
import { percent, progressText } from '../../build/runs/runText.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { chooseProfile } from '../../app/fixes/chooseProfile.ts';
import { type FixRunner } from '../../app/fixes/fixRunner.ts';
import { AppChecker, type CheckedApp } from '../../app/checks/appChecker.ts';
import { type AppDiagnostics } from '../language/appDiagnostics.ts';
import { storedPasswords } from '../../shared/passwords/storedPasswords.ts';
import { PasswordAsker } from '../../shared/passwords/passwordAsker.ts';
import { showWebviewPage, webviewPipe } from '../../shared/webviews/webviewPage.ts';
import { chooseAssetPath } from './chooseAssetPath.ts';
import { DocumentEdits } from './documentEdits.ts';
import { settingsChanges } from './formEdits.ts';
import { fieldRow } from './formFields.ts';
import { type FormFix } from './formFixes.ts';
import { type BuiltForm, buildForm } from './formModel.ts';
import { type DocumentText, type FormReading, type FormReadingParts, readForm, readPasswordId } from './formReading.ts';
import { translatedFormWords } from './translatedFormWords.ts';

export interface SettingsFormParts extends FormReadingParts {
  readonly extensionUri: vscode.Uri;
  readonly runs: PackageRuns;
  readonly index: AppIndex;
  /** The form shows what the Problems panel does, from the same check. */
  readonly diagnostics: Pick<AppDiagnostics, 'check' | 'onDidCheck'>;
  readonly loadFixRunner: () => Promise<FixRunner>;
  readonly log: Log;
}

/** How long saving waits for the page to send what was typed last. */
const flushMs = 500;

export class SettingsForm implements vscode.Disposable {
  readonly document: vscode.TextDocument;
  readonly #parts: SettingsFormParts;
  readonly #panel: vscode.WebviewPanel;
  readonly #edits: DocumentEdits;
  readonly #asker: PasswordAsker;
  readonly #words = translatedFormWords();
  readonly #channel: ChannelServer<typeof packageSettingsChannel>;
  readonly #disposables: vscode.Disposable[] = [];
  #reading: FormReading | undefined;
  /** What was checked last, for the page that is being loaded. */
  #newest: CheckedApp | undefined;
  #fixes: BuiltForm['fixes'] = new Map();
  #timer: NodeJS.Timeout | undefined;
  #work = new AbortController();
  #flushed: (() => void) | undefined;
  #isLoaded = false;
  #isDisposed = false;
  #fieldToReveal: FieldId | undefined;

  constructor(parts: SettingsFormParts, document: vscode.TextDocument, panel: vscode.WebviewPanel) {
    this.#parts = parts;
    this.document = document;
    this.#panel = panel;
    this.#edits = new DocumentEdits(document);
    this.#asker = new PasswordAsker(parts.world.files, parts.passwords);
    this.#channel = serveChannel({
      specification: packageSettingsChannel,
      pipe: webviewPipe(panel.webview),
      handlers: this.#handlers(),
      describeError: (error) => {
        parts.log.error(error);
        return { message: describeError(error), hint: '' };
      },
    });
  }

  start(): void {
    const { runs, passwords, diagnostics, extensionUri } = this.#parts;
    const isOurs = (document: vscode.TextDocument): boolean => document.uri.toString() === this.document.uri.toString();
    this.#disposables.push(
      // It is checked after each change of the document, of files, of passwords and of trust.
      diagnostics.onDidCheck((checked) => {
        if (!this.#isOfDisk || checked.app.folder !== this.#folder) return;
        this.#newest = checked;
        this.#soon(checked);
      }),
      passwords.onDidChange(() => this.#isOfDisk || this.#soon()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#isOfDisk || this.#soon()),
      vscode.workspace.onWillSaveTextDocument((event) => {
        if (isOurs(event.document)) event.waitUntil(this.#flush());
      }),
      runs.onDidChange((run) => this.#showRun(run)),
    );
    showWebviewPage({ webview: this.#panel.webview, extensionUri, name: 'package-settings', title: this.#panel.title });
  }

  /** Scrolls to a field and gives it the focus, as soon as the page is there. */
  reveal(field: FieldId): void {
    if (this.#isLoaded) this.#channel.send('reveal', { field });
    else this.#fieldToReveal = field;
  }

  #handlers(): RequestHandlers<typeof packageSettingsChannel> {
    const quietly =
      <Params>(work: (params: Params) => Promise<unknown>) =>
      async (params: Params): Promise<null> => {
        try {
          await work(params);
        } catch (error) {
          if (!isCancelled(error)) throw error;
        }
        return null;
      };
    return {
      load: async () => {
        this.#isLoaded = false;
        clearTimeout(this.#timer);
        const { form } = await this.#buildLast();
        this.#isLoaded = true;
        const field = this.#fieldToReveal;
        this.#fieldToReveal = undefined;
        // After the answer, so that the page has the field by then.
        if (field) setTimeout(() => this.reveal(field), 0);
        return { strings: this.#words.strings, form };
      },
      change: quietly(async ({ changes }) => await this.#edits.apply(settingsChanges(changes))),
      browse: quietly(async ({ field }) => await this.#browse(field)),
      setPassword: quietly(async ({ field }) => await this.#setPassword(field)),
      forgetPassword: quietly(async ({ field }) => {
        const id = await this.#passwordId(field);
        if (id) await this.#parts.passwords.forget(id);
      }),
      fix: quietly(async ({ id }) => {
        await this.#edits.idle();
        const found = this.#fixes.get(id);
        if (found) await this.#fix(found);
      }),
      addPlatform: quietly(async ({ platform }) => await this.#addPlatform(platform)),
      save: quietly(async () => await this.#save()),
      createPackage: quietly(async ({ platform }) => {
        await this.#save();
        await this.#createPackage(platform);
      }),
      cancelPackage: quietly(async ({ platform }) => {
        const run = this.#parts.runs.latest(this.#folder, platform);
        if (run && isActive(run)) await this.#parts.runs.cancel(run);
      }),
      openAsText: quietly(async () => await this.#openAsText()),
      flushed: () => {
        this.#flushed?.();
        return null;
      },
    };
  }

  get #folder(): string {
    return this.#parts.world.paths.dirname(this.document.uri.fsPath);
  }

  get #text(): DocumentText {
    return { path: this.document.uri.fsPath, text: this.document.getText() };
  }

  /** The old side of a comparison is not a file, so nothing else checks it. */
  get #isOfDisk(): boolean {
    return this.document.uri.scheme === 'file';
  }

  #soon(checked?: CheckedApp): void {
    // The page gets everything with the answer it waits for.
    if (!this.#isLoaded) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(checked), 0);
  }

  async #refresh(checked: CheckedApp | undefined): Promise<void> {
    try {
      const { form } = await this.#build(checked ?? (await this.#check()));
      this.#channel.send('form', form);
    } catch (error) {
      // A newer state of the document has taken over.
      if (!isCancelled(error)) this.#parts.log.error(error);
    }
  }

  /** A change may overtake the reading that the page asked for; the page gets the later one then, not nothing. */
  async #buildLast(): Promise<BuiltForm> {
    let checked = await this.#checkLast();
    for (;;) {
      this.#newest = checked;
      const built = await this.#build(checked);
      if (this.#newest === checked) return built;
      checked = this.#newest;
    }
  }

  async #checkLast(): Promise<CheckedApp> {
    for (;;) {
      try {
        return await this.#check();
      } catch (error) {
        if (!isCancelled(error) || this.#isDisposed) throw error;
      }
    }
  }

  async #check(): Promise<CheckedApp> {
    const { world, passwords, diagnostics } = this.#parts;
    if (this.#isOfDisk) return await diagnostics.check(this.#folder);
    const { path, text } = this.#text;
    const unsaved = (asked: string): string | undefined => (asked === path ? text : undefined);
    const checker = new AppChecker({ loadWorld: async () => world, unsaved, passwords: storedPasswords(passwords) });
    return await checker.check(this.#folder, new AbortController().signal, { mayAsk: false });
  }

  async #build(checked: CheckedApp): Promise<BuiltForm> {
    this.#work.abort();
    const work = new AbortController();
    this.#work = work;
    const { isDirty } = this.document;
    const { isTrusted } = vscode.workspace;
    const reading = await readForm(this.#parts, this.#text, checked);
    if (work.signal.aborted) throw Failure.of('cancelled', {});
    this.#reading = reading;
    const built = buildForm({
      ...reading,
      words: this.#words,
      path: vscode.workspace.asRelativePath(this.document.uri),
      isDirty,
      isTrusted,
      isWritable: this.#isOfDisk,
      runs: platforms.flatMap((platform) => {
        const run = this.#parts.runs.latest(reading.app.folder, platform);
        return run && isActive(run) ? [this.#formRun(run)] : [];
      }),
    });
    this.#fixes = built.fixes;
    return built;
  }

  #showRun(run: PackageRun): void {
    if (run.request.appFolder === this.#folder) this.#channel.send('run', this.#formRun(run));
  }

  #formRun(run: PackageRun): FormRun {
    const { state, request } = run;
    const { made, failed, cancelled } = this.#words;
    const of = { platform: request.platform, isActive: isActive(run), canCancel: canCancel(run), percent: percent(run) };
    switch (state.kind) {
      case 'made':
        return { ...of, outcome: 'info', text: made(state.made.record.version, state.made.record.versionCode) };
      case 'failed':
        return { ...of, outcome: 'error', text: failed(describeError(state.error)) };
      case 'cancelled':
        return { ...of, outcome: 'info', text: cancelled };
      default:
        return { ...of, outcome: 'none', text: progressText(run) };
    }
  }

  /** Saving waits for what was typed and not sent yet, but not for a page that does not answer. */
  async #flush(): Promise<vscode.TextEdit[]> {
    if (this.#panel.visible && this.#isLoaded) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, flushMs);
      this.#flushed = resolve;
      this.#channel.send('flush', null);
      await promise;
      clearTimeout(timer);
      this.#flushed = undefined;
    }
    await this.#edits.idle();
    return [];
  }

  async #save(): Promise<void> {
    await this.#edits.idle();
    if (this.document.isDirty && !(await this.document.save()))
      throw Failure.of('file-unwritable', { path: this.document.uri.fsPath, reason: vscode.l10n.t('VS Code could not save it') });
  }

  async #browse(field: FieldId): Promise<void> {
    const row = fieldRow(field);
    if (row.kind === 'password') return;
    const value =
      field === 'ios.provisioningProfile'
        ? await this.#chooseProfile()
        : await chooseAssetPath(row, this.#words.field(row).label, this.#folder, this.#parts.world.paths);
    if (value !== undefined) await this.#edits.apply([{ path: row.path, value }]);
  }

  async #chooseProfile(): Promise<string | undefined> {
    const { world, passwords } = this.#parts;
    const app = this.#reading?.app;
    return app && (await chooseProfile(world, app, storedPasswords(passwords)));
  }

  async #passwordId(field: FieldId) {
    const key = field.slice(field.indexOf('.') + 1);
    if (key !== 'keystorePassword' && key !== 'keyPassword' && key !== 'certificatePassword') return undefined;
    await this.#edits.idle();
    return await readPasswordId(this.#parts.world, this.#text, key);
  }

  async #setPassword(field: FieldId): Promise<void> {
    const id = await this.#passwordId(field);
    if (id) await this.#asker.askAndStore(id);
  }

  async #fix(fix: FormFix): Promise<void> {
    const app = this.#reading?.app;
    if (fix.kind === 'fix') {
      if (!app) return;
      const runner = await this.#parts.loadFixRunner();
      await runner.run(fix.action, { document: this.document.uri, app, platform: fix.platform });
      return;
    }
    const { line, column, endLine, endColumn } = fix.range;
    await this.#openAsText(new vscode.Range(line, column, endLine, endColumn));
  }

  /** A new section begins with what is known already; the form shows the rest as proposals. */
  async #addPlatform(platform: Platform): Promise<void> {
    const app = this.#reading?.app;
    if (!app) return;
    const [own, other] = [platform, platform === 'ios' ? 'android' : 'ios'] as const;
    const identifier = [own, other]
      .map((each) => appOnPlatform(app, each).effective.appIdentifier?.value)
      .find((value) => value !== undefined);
    await this.#edits.apply([
      ...(identifier === undefined ? [] : [{ path: [platform, 'appIdentifier'] as const, value: identifier }]),
      { path: [platform, 'buildType'], value: platform === 'ios' ? 'development' : 'debug' },
    ]);
  }

  async #createPackage(platform: Platform): Promise<void> {
    const app = await this.#parts.index.app(this.#folder);
    const argument = app ? { kind: 'platform', app, platform } : vscode.Uri.file(this.#folder);
    await vscode.commands.executeCommand('mobileDistribution.createPackage', argument);
  }

  async #openAsText(selection?: vscode.Range): Promise<void> {
    await vscode.commands.executeCommand('vscode.openWith', this.document.uri, 'default', {
      viewColumn: this.#panel.viewColumn,
      ...(selection && { selection }),
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#isDisposed = true;
    this.#work.abort();
    this.#channel.dispose();
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}
