/** One install panel: a package, its installation link, and what people do with both. The page shows; everything is decided here. */

import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { openWebPage } from '../../shared/openWebPage.ts';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { isPlatform } from '../../../core/settings/platform.ts';
import { type ReplyError, serveChannel, type ChannelServer, type RequestHandlers } from '../../../protocol/channel.ts';
import {
  type CodeId,
  type InstallAction,
  installPanelChannel,
  type InstallPanelState,
  type InstallView,
} from '../../../protocol/installPanelProtocol.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { type Log } from '../../shared/log.ts';
import { type PackageFacts } from '../../package/files/packageFacts.ts';
import { type PackageReader } from '../../package/files/packageReader.ts';
import { type PackageSubject } from '../../package/files/packageSubject.ts';
import { type InstallLinks, type LinkOptions } from '../sharing/installLinks.ts';
import { type Sharing } from '../sharing/sharing.ts';
import { type PackageNode, type PlatformNode } from '../../app/appsNode.ts';
import { showWebviewPage, webviewPipe } from '../../shared/webviews/webviewPage.ts';
import { buildInstallView, factText, isInstallable, nameOf, readingView, unreadableView, webAddressOf } from './installModel.ts';
import { saveQrCode, type QrFileFormat } from './saveQrCode.ts';
import { translatedInstallWords } from './translatedInstallWords.ts';

export interface InstallPanelParts {
  readonly extensionUri: vscode.Uri;
  readonly links: InstallLinks;
  readonly sharing: Sharing;
  readonly reader: PackageReader;
  readonly log: Log;
}

const longestTimerMs = 24 * 3_600_000;

export class InstallPanel implements vscode.Disposable {
  readonly #parts: InstallPanelParts;
  readonly #panel: vscode.WebviewPanel;
  readonly #subject: PackageSubject;
  readonly #channel: ChannelServer<typeof installPanelChannel>;
  readonly #words = translatedInstallWords();
  readonly #disposables: vscode.Disposable[] = [];
  #facts: Promise<PackageFacts>;
  #isMaking = false;
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(panel: vscode.WebviewPanel, subject: PackageSubject, parts: InstallPanelParts) {
    this.#panel = panel;
    this.#subject = subject;
    this.#parts = parts;
    this.#facts = parts.reader.facts(subject);
    panel.title = titleOf(subject);
    this.#channel = serveChannel({
      specification: installPanelChannel,
      pipe: webviewPipe(panel.webview),
      handlers: this.#handlers(),
      describeError: (error) => this.#describe(error),
    });
    showWebviewPage({ webview: panel.webview, extensionUri: parts.extensionUri, name: 'install', title: panel.title });
    const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(subject.path)), basename(subject.path));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const reread = (): void => {
      this.#facts = parts.reader.facts(subject);
      void this.#show();
    };
    this.#disposables.push(
      watcher,
      watcher.onDidCreate(reread),
      watcher.onDidChange(reread),
      watcher.onDidDelete(reread),
      parts.sharing.onDidChange(() => void this.#show()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#show()),
    );
    void this.#show();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows the QR code when the person agrees to share; what cannot be shared is said on the page. */
  async offer(): Promise<void> {
    const facts = await this.#facts;
    if (vscode.workspace.isTrusted && isInstallable(facts) && !this.#parts.links.last(facts)) await this.#share({ isAgreed: false });
  }

  async #share(options: LinkOptions): Promise<void> {
    this.#isMaking = true;
    try {
      await this.#show();
      // Shares the file as it is now; it is read again only if it is another one.
      this.#facts = this.#parts.reader.facts(this.#subject);
      await this.#parts.links.obtain(await this.#facts, options);
    } finally {
      this.#isMaking = false;
      await this.#show();
    }
  }

  #handlers(): RequestHandlers<typeof installPanelChannel> {
    return {
      // What takes a while follows as an event.
      load: () => {
        void this.#show();
        return { strings: this.#words.strings, view: readingView(this.#panel.title, this.#words), state: this.#state() };
      },
      act: async ({ action }) => ({ said: await this.#act(action) }),
      copyFact: async ({ fact }) => {
        await vscode.env.clipboard.writeText(factText(await this.#facts, fact));
        return { said: vscode.l10n.t('Copied') };
      },
      copyCode: async ({ code }) => {
        await vscode.env.clipboard.writeText(await this.#address(code));
        return { said: vscode.l10n.t('Link copied') };
      },
      openCode: async ({ code }) => {
        await openWebPage(await this.#address(code));
        return { said: '' };
      },
      saveCode: async ({ code, format }) => ({ said: await this.#saveCode(code, format) }),
    };
  }

  async #act(action: InstallAction): Promise<string> {
    switch (action) {
      case 'share':
        await this.#share({ isAgreed: true });
        return '';
      case 'newLink':
        await this.#share({ isAgreed: true, isNew: true });
        return vscode.l10n.t('New link created; the old one no longer works');
      case 'shareOverHttps':
        await vscode.commands.executeCommand('mobileDistribution.shareOverHttps');
        await this.#share({ isAgreed: true, isNew: true });
        return '';
      case 'stopSharing':
        await this.#parts.sharing.stop();
        return vscode.l10n.t('Sharing stopped');
      case 'manageTrust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return '';
      case 'download':
        await vscode.commands.executeCommand('mobileDistribution.downloadPackageAs', this.#argument());
        return '';
      case 'reveal':
        await vscode.commands.executeCommand('mobileDistribution.revealPackage', this.#argument());
        return '';
      case 'createPackage':
        await vscode.commands.executeCommand('mobileDistribution.createPackage', this.#platform());
        return '';
      case 'inspect':
        await vscode.commands.executeCommand('mobileDistribution.inspectPackage', this.#argument());
        return '';
    }
  }

  #platform(): PlatformNode | undefined {
    const { recorded } = this.#subject;
    if (!recorded) return undefined;
    const { app, record } = recorded;
    return isPlatform(record.platform) ? { kind: 'platform', app, platform: record.platform } : undefined;
  }

  /** The package as the commands take it. */
  #argument(): PackageNode | vscode.Uri {
    const { recorded, path } = this.#subject;
    return recorded ? { kind: 'package', ...recorded } : vscode.Uri.file(path);
  }

  async #address(code: CodeId): Promise<string> {
    const facts = await this.#facts;
    const address = code === 'link' ? this.#parts.links.current(facts)?.address : webAddressOf(facts);
    if (address === undefined) throw new Error(vscode.l10n.t('The link no longer exists'));
    return address;
  }

  async #saveCode(code: CodeId, format: QrFileFormat): Promise<string> {
    const address = await this.#address(code);
    const name = basename(this.#subject.path).replace(/\.[^.]*$/, '');
    const fileName = `${name}${code === 'link' ? '' : '-web'}-qr.${format}`;
    const saved = await saveQrCode({
      address,
      label: nameOf(await this.#facts),
      format,
      fileName,
      packageFolder: dirname(this.#subject.path),
    });
    return saved ? vscode.l10n.t('Saved {0}', vscode.workspace.asRelativePath(saved)) : '';
  }

  async #show(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    clearTimeout(this.#timer);
    const { view, endsInMs } = await this.#view();
    // A slow look at the file must not take the place of a later one, nor speak to a page that is closed.
    if (turn !== this.#turn) return;
    // Ends on time however long the link lives: a timer has an upper limit.
    if (endsInMs > 0) this.#timer = setTimeout(() => void this.#show(), Math.min(endsInMs, longestTimerMs));
    this.#channel.send('view', view);
  }

  async #view(): Promise<{ readonly view: InstallView; readonly endsInMs: number }> {
    let facts: PackageFacts;
    try {
      facts = await this.#facts;
    } catch (error) {
      this.#parts.log.error(error);
      return { view: unreadableView(this.#panel.title, describeError(error)), endsInMs: 0 };
    }
    const now = new Date();
    const link = this.#parts.links.last(facts);
    const endsInMs = link ? link.expiresAt.getTime() - now.getTime() : 0;
    const { isTrusted } = vscode.workspace;
    const view = buildInstallView({ facts, ...(link && { link }), isMaking: this.#isMaking, isTrusted, now, words: this.#words });
    return { view, endsInMs };
  }

  #state(): InstallPanelState {
    const { path, recorded } = this.#subject;
    return { path, app: recorded?.app.folder ?? '', record: recorded?.record.id ?? '' };
  }

  /** Cancelling is not an error, and says nothing. */
  #describe(error: unknown): ReplyError {
    if (isCancelled(error)) return { message: '', hint: '' };
    this.#parts.log.error(error);
    return { message: describeError(error), hint: '' };
  }

  dispose(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#channel.dispose();
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}

function titleOf({ path, recorded }: PackageSubject): string {
  return recorded ? `${recorded.record.name} ${recorded.record.version} (${recorded.record.versionCode})` : basename(path);
}
