/** Turns the nodes of the view Apps into tree items: words, icons, tooltips, and the context that menus match. */

import * as vscode from 'vscode';
import { authorName } from '../../core/base/authorName.ts';
import { formatByteSize } from '../../core/base/byteSize.ts';
import { type Sourced } from '../../core/settings/origin.ts';
import { type Platform, platformName, platformNames, platforms } from '../../core/settings/platform.ts';
import { webDirOf, nameOf, onPlatform } from '../app/appEntry.ts';
import { packagesBelow, variantsOf } from '../app/variantLevel.ts';
import { variantNamed } from '../app/variantNamed.ts';
import { assetIcons, type AssetState, type AssetUsage } from '../signing/assets/assetState.ts';
import { type AssetStates } from '../signing/assets/assetStates.ts';
import { expiryOf, expiryText } from '../signing/assets/expiry.ts';
import { originText } from '../app/originText.ts';
import { escapeMarkdown } from '../shared/markdownText.ts';
import { relativeTime } from '../shared/relativeTime.ts';
import { type CommandId } from '../shared/manifest.ts';
import { isActive, type PackageRun } from '../build/runs/packageRun.ts';
import { type PackageRuns } from '../build/runs/packageRuns.ts';
import { progressInRow, progressText } from '../build/runs/runText.ts';
import { type PackageFiles } from '../package/files/packageFiles.ts';
import { type AssetMark, markedUri, problemsUri } from './rowDecorations.ts';
import { type Buildability } from '../app/checks/buildability.ts';
import { type ProblemCount } from '../app/checks/problemCount.ts';
import {
  contextValue,
  type AppNode,
  type AppsNode,
  type AssetNode,
  type PackageNode,
  type PlatformNode,
  type RunNode,
  type VariantNode,
} from '../app/appsNode.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export interface NodeRendererParts {
  readonly runs: PackageRuns;
  readonly assets: AssetStates;
  readonly packages: PackageFiles;
  /** What the Problems panel contains about an app, or about one platform of it. */
  readonly problemsOf: (folder: string, platform?: Platform) => ProblemCount;
  readonly buildability: Buildability;
}

export class NodeRenderer {
  readonly #parts: NodeRendererParts;

  constructor(parts: NodeRendererParts) {
    this.#parts = parts;
  }

  async render(node: AppsNode): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'app':
        return this.#app(node);
      case 'platform':
        return this.#platform(node);
      case 'run':
        return this.#run(node);
      case 'signing':
        return group(node, vscode.l10n.t('Signing'), 'key', Expanded);
      case 'packages': {
        const count = packagesBelow(node.app, node.platform).length;
        const item = group(node, vscode.l10n.t('Packages'), 'archive', count === 0 ? None : Expanded);
        // VS Code remembers by id that a node without children is closed; with the first package it is another node.
        if (count === 0) item.id = `no ${item.id}`;
        item.description = count === 0 ? vscode.l10n.t('none yet') : String(count);
        return item;
      }
      case 'variant':
        return this.#variant(node);
      case 'otherVariants':
        return group(node, vscode.l10n.t('Other variants'), 'layers', Collapsed);
      case 'asset':
        return await this.#asset(node);
      case 'package':
        return await this.#package(node);
      case 'more':
        return group(node, vscode.l10n.t('Older packages'), 'history', Collapsed);
    }
  }

  #app(node: AppNode): vscode.TreeItem {
    const { app } = node;
    const item = new vscode.TreeItem(nameOf(app), Expanded);
    const { hasSettings } = app.opened;
    item.id = `app ${app.folder}`;
    item.iconPath = new vscode.ThemeIcon('window');
    // An app that is the workspace folder itself has no path worth telling.
    const where = app.folder === app.workspaceFolder ? '' : vscode.workspace.asRelativePath(app.folder);
    const unbuilt = this.#parts.buildability.reasonForAll(app);
    const state = hasSettings ? where : vscode.l10n.t('not set up');
    item.description = unbuilt === undefined ? state : [notBuilt(), where].filter(Boolean).join(' · ');
    item.tooltip = new vscode.MarkdownString(
      `**${escapeMarkdown(nameOf(app))}** ${escapeMarkdown(app.detected.project?.framework ?? '')}\n\n${escapeMarkdown(app.folder)}${unbuilt === undefined ? '' : `\n\n${escapeMarkdown(unbuilt)}`}`,
    );
    item.contextValue = contextValue({
      kind: 'app',
      setUp: hasSettings ? 'yes' : 'no',
      built: unbuilt === undefined ? 'yes' : 'no',
      web: webDirOf(app) === undefined ? 'no' : 'yes',
      computed: platforms.some((platform) => (app.opened.project?.[platform]?.unknown ?? []).length > 0) ? 'yes' : 'no',
    });
    mark(item, problemsUri(this.#parts.problemsOf(app.folder)));
    if (!hasSettings) {
      item.collapsibleState = None;
      item.command = { command: 'mobileDistribution.setUpApp', title: '', arguments: [node] };
    }
    return item;
  }

  #platform(node: PlatformNode): vscode.TreeItem {
    const { app, platform } = node;
    const { effective } = onPlatform(app, platform);
    const run = this.#parts.runs.latest(app.folder, platform);
    const running = run !== undefined && isActive(run);
    const item = new vscode.TreeItem(platformNames[platform], Expanded);
    item.id = `platform ${platform} ${app.folder}`;
    const unbuilt = this.#parts.buildability.reason(app, platform);
    item.description =
      unbuilt === undefined ? `${effective.buildType.value} · ${effective.version.value} (${effective.versionCode.value})` : notBuilt();
    item.iconPath = runIcon(run) ?? new vscode.ThemeIcon('device-mobile');
    item.contextValue = contextValue({
      kind: 'platform',
      platform,
      running: running ? 'yes' : 'no',
      built: unbuilt === undefined ? 'yes' : 'no',
      made: app.opened.ledger.records.some((record) => record.platform === platform) ? 'yes' : 'no',
      cleaned: isCleaned(effective.engine?.value),
    });
    mark(item, problemsUri(this.#parts.problemsOf(app.folder, platform)));
    const row = (label: string, sourced: Sourced<string | number> | undefined): string =>
      sourced ? `| ${label} | ${escapeMarkdown(String(sourced.value))} | ${escapeMarkdown(originText(sourced.origin))} |` : '';
    const rows = [
      row(vscode.l10n.t('Build type'), effective.buildType),
      row(vscode.l10n.t('App identifier'), effective.appIdentifier),
      row(vscode.l10n.t('Version'), effective.version),
      row(vscode.l10n.t('Version code'), effective.versionCode),
      row(vscode.l10n.t('Engine'), effective.engine),
    ];
    item.tooltip = new vscode.MarkdownString(
      `${unbuilt === undefined ? '' : `${escapeMarkdown(unbuilt)}\n\n`}| ${platformNames[platform]} | | |\n| --- | --- | --- |\n${rows.filter((text) => text !== '').join('\n')}`,
    );
    return item;
  }

  #run({ app, platform, runId }: RunNode): vscode.TreeItem {
    const run = this.#parts.runs.active().find(({ id }) => id === runId);
    const name = vscode.l10n.t('Creating package');
    // In a narrow side bar, the time that is left is more useful than the second word.
    const item = new vscode.TreeItem(vscode.l10n.t('Creating'), None);
    item.id = `run ${runId} ${app.folder}`;
    item.iconPath = runIcon(run) ?? new vscode.ThemeIcon('sync');
    item.contextValue = contextValue({ kind: 'run', platform });
    if (!run) return item;
    const whole = [progressText(run), run.request.buildType, run.request.variant].filter(Boolean).join(' · ');
    item.description = [progressInRow(run), run.request.buildType, run.request.variant].filter(Boolean).join(' · ');
    item.tooltip = tooltip([onPlatformText(name, platform), whole]);
    item.accessibilityInformation = { label: [onPlatformText(name, platform), whole].join(', ') };
    return item;
  }

  #variant({ app, platform, variant }: VariantNode): vscode.TreeItem {
    const count = packagesBelow(app, platform, variant).length;
    const facts = variantsOf(app, platform).find(({ name }) => name === variant);
    const run = this.#parts.runs.latest(
      app.folder,
      platform,
      ({ request }) => variantNamed(app, platform, request.variant, request.buildType) === variant,
    );
    const item = new vscode.TreeItem(variant, count === 0 ? None : Expanded);
    item.id = `variant ${platform} ${variant} ${app.folder}${count === 0 ? ' empty' : ''}`;
    item.iconPath = runIcon(run) ?? new vscode.ThemeIcon('layers');
    const identifier = facts?.appIdentifier?.value;
    item.description = [count === 0 ? vscode.l10n.t('none yet') : String(count), identifier].filter(Boolean).join(' · ');
    item.contextValue = contextValue({
      kind: 'variant',
      platform,
      running: run && isActive(run) ? 'yes' : 'no',
      built: this.#parts.buildability.reason(app, platform) === undefined ? 'yes' : 'no',
      made: count === 0 ? 'no' : 'yes',
      cleaned: isCleaned(onPlatform(app, platform).effective.engine?.value),
    });
    item.tooltip = tooltip([onPlatformText(variant, platform), identifier, vscode.l10n.t('{0} packages', count)]);
    item.accessibilityInformation = { label: [onPlatformText(variant, platform), item.description].join(', ') };
    return item;
  }

  async #asset(node: AssetNode): Promise<vscode.TreeItem> {
    const { asset, path, app, platform } = node;
    const names = {
      keystore: vscode.l10n.t('Keystore'),
      certificate: vscode.l10n.t('Certificate'),
      // The whole name would leave no room for what it is about.
      profile: vscode.l10n.t('Profile'),
      debugKey: vscode.l10n.t('Debug key'),
    };
    const item = new vscode.TreeItem(names[asset], None);
    item.id = `asset ${asset} ${platform} ${app.folder}`;
    if (asset === 'debugKey') {
      item.description = vscode.l10n.t('created on first use');
      item.iconPath = new vscode.ThemeIcon('key');
      item.contextValue = contextValue({ kind: 'asset', asset, password: 'none' });
      item.tooltip = tooltip([onPlatformText(names[asset], platform), item.description]);
      return item;
    }
    const state = await this.#parts.assets.of(path, { asset, alias: node.alias });
    // What may be wrong comes first: the side bar cuts off what comes last.
    item.description = [stateText(state), node.alias, path && vscode.workspace.asRelativePath(path)].filter(Boolean).join(' · ');
    item.iconPath = stateIcon(asset, state);
    const isThere = state.kind !== 'notSet' && state.kind !== 'missing';
    const password = needsNoPassword(asset, state) ? 'none' : state.kind === 'open' ? 'stored' : 'missing';
    item.contextValue = contextValue({ kind: 'asset', asset, password, file: isThere ? 'present' : 'missing' });
    item.tooltip = tooltip([
      onPlatformText(names[asset], platform),
      state.kind === 'unreadable' ? state.reason : stateText(state),
      node.alias !== undefined && vscode.l10n.t('Alias: {0}', node.alias),
      path ?? vscode.l10n.t('Choose a file in the package settings'),
    ]);
    item.accessibilityInformation = { label: [onPlatformText(names[asset], platform), item.description].join(', ') };
    const found = markOf(state);
    mark(item, found && markedUri(found));
    // What is there is looked at; what is not is chosen.
    const command: CommandId = isThere ? 'mobileDistribution.openSigningAsset' : 'mobileDistribution.configureSettings';
    item.command = { command, title: '', arguments: [node] };
    return item;
  }

  async #package({ app, record, isBelowVariant = false }: PackageNode): Promise<vscode.TreeItem> {
    const [state, { buildFacts }] = await Promise.all([this.#parts.packages.state(app, record), import('../package/files/buildFacts.ts')]);
    const item = new vscode.TreeItem(`${record.version} (${record.versionCode})`, None);
    item.id = `package ${record.id} ${app.folder}`;
    const when = relativeTime(new Date(record.createdAt), new Date());
    const who = authorName(record.createdBy);
    // A variant says the build type too, and tells packages of one version apart.
    const what = isBelowVariant ? [] : [record.variant ?? record.buildType];
    item.description = [...what, when, who, formatByteSize(record.sizeBytes)].join(' · ');
    item.iconPath =
      state.kind === 'present'
        ? new vscode.ThemeIcon('package')
        : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.contextValue = contextValue({
      kind: 'package',
      platform: record.platform,
      file: state.kind === 'missing' ? 'missing' : 'present',
    });
    const lines = [
      `**${escapeMarkdown(record.name)} ${escapeMarkdown(record.version)} (${record.versionCode})**`,
      `${escapeMarkdown(record.appIdentifier)} · ${platformName(record.platform)} ${record.buildType}${record.variant === undefined ? '' : ` · ${escapeMarkdown(record.variant)}`}`,
      `${new Date(record.createdAt).toLocaleString(vscode.env.language)} · ${escapeMarkdown(record.createdBy)}`,
      buildFacts(record)
        .map(([label, value]) => `${escapeMarkdown(label)}: ${escapeMarkdown(value)}`)
        .join('  \n'),
      `SHA-256 \`${record.sha256}\``,
      ...(state.kind === 'missing' ? [vscode.l10n.t('The file is not on this machine.')] : []),
      ...(state.kind === 'changed' ? [vscode.l10n.t('The file does not match its record; its size is different.')] : []),
    ];
    item.tooltip = new vscode.MarkdownString(lines.join('\n\n'));
    item.accessibilityInformation = {
      label: [onPlatformText(item.label, record.platform), isBelowVariant && record.variant, item.description].filter(Boolean).join(', '),
    };
    // A look costs nothing; to share it is a separate step.
    const command: CommandId = 'mobileDistribution.inspectPackage';
    if (state.kind !== 'missing') item.command = { command, title: '', arguments: [{ kind: 'package', app, record }] };
    return item;
  }
}

function group(
  node: Extract<AppsNode, { platform: Platform }>,
  label: string,
  icon: string,
  state: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  const below = node.kind === 'more' ? `${node.variant ?? ''} ${node.from}` : '';
  item.id = `${node.kind} ${node.platform} ${below} ${node.app.folder}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = contextValue({ kind: node.kind, platform: node.platform });
  item.tooltip = onPlatformText(label, node.platform);
  item.accessibilityInformation = { label: onPlatformText(label, node.platform) };
  return item;
}

/** The product's own web engine and archives leave nothing between builds. */
function isCleaned(engine = 'web'): 'yes' | 'no' {
  return engine === 'web' || engine === 'archive' ? 'no' : 'yes';
}

function notBuilt(): string {
  return vscode.l10n.t('cannot be built here yet');
}

/** Rows of the same name are below each platform: what is read aloud or pops up says which. */
function onPlatformText(label: string | vscode.TreeItemLabel | undefined, platform: string): string {
  const text = typeof label === 'object' ? label.label : (label ?? '');
  return `${text} (${platformName(platform)})`;
}

function mark(item: vscode.TreeItem, uri: vscode.Uri | undefined): void {
  if (uri) item.resourceUri = uri;
}

/** What a narrow side bar cuts off, each on a separate line. */
function tooltip(lines: readonly (string | false | undefined)[]): string {
  return lines.filter((line) => typeof line === 'string' && line !== '').join('\n');
}

function runIcon(run: PackageRun | undefined): vscode.ThemeIcon | undefined {
  if (!run) return undefined;
  if (run.state.kind === 'waiting') return new vscode.ThemeIcon('clock');
  if (isActive(run)) return new vscode.ThemeIcon('sync~spin');
  if (run.state.kind === 'failed') return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  return undefined;
}

function stateText(state: AssetState): string {
  switch (state.kind) {
    case 'notSet':
      return vscode.l10n.t('not set');
    case 'missing':
      return vscode.l10n.t('file is missing');
    case 'unreadable':
      return vscode.l10n.t('cannot be opened');
    case 'locked': {
      const locked = vscode.l10n.t('password not stored');
      return state.validUntil ? `${expiryText(state.validUntil, new Date())} · ${locked}` : locked;
    }
    case 'open':
      return state.validUntil ? expiryText(state.validUntil, new Date()) : vscode.l10n.t('no key');
  }
}

function stateIcon(asset: AssetUsage['asset'], state: AssetState): vscode.ThemeIcon {
  switch (state.kind) {
    case 'notSet':
      return new vscode.ThemeIcon('circle-slash');
    case 'missing':
    case 'unreadable':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'locked':
      return expiryIcon(state.validUntil) ?? new vscode.ThemeIcon('lock');
    case 'open':
      return expiryIcon(state.validUntil) ?? new vscode.ThemeIcon(assetIcons[asset]);
  }
}

/** A profile is signed and not encrypted; a certificate without its key needs no password either. */
function needsNoPassword(asset: AssetUsage['asset'], state: AssetState): boolean {
  return asset === 'profile' || (state.kind === 'open' && !state.isProtected);
}

function markOf(state: AssetState): AssetMark | undefined {
  switch (state.kind) {
    case 'missing':
    case 'unreadable':
      return state.kind;
    case 'locked':
    case 'open':
      return expiryMark(state.validUntil);
    case 'notSet':
      return undefined;
  }
}

function expiryIcon(validUntil: Date | undefined): vscode.ThemeIcon | undefined {
  const mark = expiryMark(validUntil);
  if (!mark) return undefined;
  return new vscode.ThemeIcon('warning', new vscode.ThemeColor(mark === 'expired' ? 'list.errorForeground' : 'list.warningForeground'));
}

function expiryMark(validUntil: Date | undefined): 'expired' | 'soon' | undefined {
  const expiry = validUntil ? expiryOf(validUntil, new Date()) : 'valid';
  return expiry === 'valid' ? undefined : expiry;
}
