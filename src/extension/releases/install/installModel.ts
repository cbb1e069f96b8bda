/**
 * The install panel's content, made from what is known of the package and of its link. Pure: it knows neither VS Code nor a
 * file. What is shown of a recorded package is the record; a file that is not that package is said to be none of it.
 */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type AndroidInspection } from '../../../core/packages/androidInspection.ts';
import { isInstallAddress, isInstalledFromWeb } from '../../../core/packages/ipa/installManifest.ts';
import { type IpaInspection } from '../../../core/packages/ipa/ipaInspection.ts';
import { androidVersionName } from '../../../core/packages/androidVersionName.ts';
import {
  type FactId,
  type InstallAction,
  type InstallButton,
  type InstallCode,
  type InstallFact,
  type InstallLink,
  type InstallIssue,
  type InstallView,
} from '../../../protocol/installPanelProtocol.ts';
import { drawQr } from '../../../releases/pages/qrCode.ts';
import { type PackageFacts } from '../../package/files/packageFacts.ts';
import { reachOf } from '../sharing/linkReach.ts';
import { type SharedLink } from '../sharing/packageOffer.ts';
import { type InstallWords } from './installWords.ts';

export interface InstallInput {
  readonly facts: PackageFacts;
  /** The link that was created last for this very file. */
  readonly link?: SharedLink;
  readonly isMaking: boolean;
  readonly isTrusted: boolean;
  readonly now: Date;
  readonly words: InstallWords;
}

export function buildInstallView(input: InstallInput): InstallView {
  const { facts, words } = input;
  const webAddress = webAddressOf(facts);
  return {
    title: nameOf(facts),
    subtitle: [versionOf(facts), facts.record?.buildType].filter((text) => text !== undefined && text !== '').join(' · '),
    buttons: facts.file === 'missing' ? [] : buttonsOf(words, ['download', 'reveal', 'inspect']),
    link: linkOf(input),
    ...(webAddress !== undefined && { webCode: codeOf(webAddress, words.webCode, words.webNote) }),
    ...(isInstallable(facts) && { steps: stepsOf(input) }),
    facts: factsOf(input),
    issues: (facts.file === 'present' ? (facts.content?.issues ?? []) : []).toSorted(bySeverity).map((issue) => issueOf(words, issue)),
  };
}

/** What is shown until the file was read. */
export function readingView(title: string, words: InstallWords): InstallView {
  return { ...emptyView, title, link: { kind: 'busy', text: words.reading } };
}

/** What is shown of a file that cannot be read at all. */
export function unreadableView(title: string, reason: string): InstallView {
  return { ...emptyView, title, link: { kind: 'none', isWrong: true, text: reason, detail: '' } };
}

const emptyView = { subtitle: '', buttons: [], facts: [], issues: [] };

export function nameOf({ record, content, path }: PackageFacts): string {
  const { label, appIdentifier } = content?.inspection ?? {};
  return record?.name ?? label ?? appIdentifier ?? fileNameOf(path);
}

function androidIn(content: PackageFacts['content']): AndroidInspection | undefined {
  return content?.inspection?.format === 'ipa' ? undefined : content?.inspection;
}

function iosIn(content: PackageFacts['content']): IpaInspection | undefined {
  return content?.inspection?.format === 'ipa' ? content.inspection : undefined;
}

function signerIn(content: PackageFacts['content']): { readonly subject: string; readonly sha256: string } | undefined {
  return iosIn(content)?.signing.signer ?? androidIn(content)?.signing.signers[0];
}

function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function versionOf({ record, content }: PackageFacts): string {
  const version = record?.version ?? content?.inspection?.version;
  const code = record?.versionCode ?? content?.inspection?.versionCode;
  return version === undefined ? '' : `${version}${code === undefined ? '' : ` (${code})`}`;
}

export function isInstallable({ file, content }: PackageFacts): boolean {
  return file === 'present' && (androidIn(content)?.format === 'apk' || isInstalledFromWeb(iosIn(content)?.profile?.kind));
}

/** Of a web app or PWA, as its settings name it. */
export function webAddressOf({ app }: PackageFacts): string | undefined {
  const address = app?.opened.inspected.settings.web?.address;
  return address !== undefined && /^https?:\/\//i.test(address) && URL.canParse(address) ? address : undefined;
}

function linkOf({ facts, link, isMaking, isTrusted, now, words }: InstallInput): InstallLink {
  const none = ({ text, detail }: { readonly text: string; readonly detail: string }) =>
    ({ kind: 'none', isWrong: false, text, detail }) as const;
  if (facts.file !== 'present')
    return { ...none(words[facts.file]), isWrong: true, ...(facts.record && { button: buttonOf(words, 'createPackage') }) };
  const format = facts.content?.inspection?.format;
  if (format === 'aab') return none(words.bundle);
  if (format === undefined) return { ...none(words.unreadable), isWrong: true };
  if (format === 'ipa' && !isInstallable(facts)) return none(words.storeOnly);
  if (isMaking) return { kind: 'busy', text: words.making };
  if (!isTrusted) return { ...none(words.restricted), button: buttonOf(words, 'manageTrust') };
  if (!link) return { ...none(words.off), button: buttonOf(words, 'share') };
  if (link.expiresAt.getTime() <= now.getTime()) return { ...none(words.ended), button: buttonOf(words, 'newLink') };
  const code = codeOf(link.address, words.linkCode(nameOf(facts)), words.until(words.time(link.expiresAt)));
  if (format === 'ipa' && !isInstallAddress(link.address))
    return { kind: 'ready', code, warning: words.needsHttps, buttons: buttonsOf(words, ['shareOverHttps', 'stopSharing']) };
  const warning = reachOf(link.address) === 'thisComputer' ? words.onlyHere : '';
  return { kind: 'ready', code, warning, buttons: buttonsOf(words, ['newLink', 'stopSharing']) };
}

function codeOf(address: string, label: string, note: string): InstallCode {
  return { address, drawing: drawQr(address), label, note };
}

function issueOf(words: InstallWords, issue: Issue): InstallIssue {
  return { severity: issue.severity, ...words.issueText(issue) };
}

const severities = ['error', 'warning', 'info'] as const;

function bySeverity(a: Issue, b: Issue): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

function buttonOf(words: InstallWords, action: InstallAction): InstallButton {
  return { action, title: words.actions[action] };
}

function buttonsOf(words: InstallWords, actions: readonly InstallAction[]): InstallButton[] {
  return actions.map((action) => buttonOf(words, action));
}

function stepsOf({ facts, words }: InstallInput): InstallView['steps'] {
  const kind = iosIn(facts.content)?.profile?.kind;
  if (kind) return { title: words.stepsTitle, steps: [...(words.iosSteps[kind] ?? [])] };
  const steps = facts.record?.buildType === 'debug' ? [...words.steps, words.debugStep] : words.steps;
  return { title: words.stepsTitle, steps: [...steps] };
}

function factsOf({ facts, words }: InstallInput): InstallFact[] {
  const { record, content } = facts;
  const known = facts.file === 'changed' ? undefined : content;
  const [android, ios] = [androidIn(known), iosIn(known)];
  const signer = signerIn(known);
  const sizeBytes = record?.sizeBytes ?? content?.sizeBytes;
  const createdAt = record ? new Date(record.createdAt) : content?.modifiedAt;
  const text = (id: FactId, value: string | undefined): InstallFact[] => row(id, value, false);
  const code = (id: FactId, value: string | undefined, note = ''): InstallFact[] => row(id, value, true, note);
  const row = (id: FactId, value: string | undefined, isCode: boolean, note = ''): InstallFact[] =>
    value === undefined || value === '' ? [] : [{ id, label: words.facts[id], value, note, isCode }];
  return [
    ...code('appIdentifier', record?.appIdentifier ?? known?.inspection?.appIdentifier),
    ...text('version', versionOf(facts)),
    ...text('buildType', record && (words.buildTypes[record.buildType] ?? record.buildType)),
    ...text('engine', record && `${record.engine} ${record.engineVersion}`),
    ...text('created', createdAt && words.time(createdAt)),
    ...text('createdBy', record?.createdBy),
    ...code('commit', record?.commit?.slice(0, shownCommitDigits), record?.hasUncommittedChanges ? words.uncommitted : ''),
    ...text('minSdk', android?.minSdk === undefined ? undefined : words.orNewer(androidVersionName(android.minSdk), android.minSdk)),
    ...text('minSdk', ios?.minimumOs && words.iosOrNewer(ios.minimumOs)),
    ...text('size', sizeBytes === undefined ? undefined : `${formatByteSize(sizeBytes)} (${words.bytes(sizeBytes)})`),
    ...code('sha256', record?.sha256 ?? content?.sha256),
    ...text('signer', signer?.subject),
    ...code('signerSha256', record?.signerSha256 ?? signer?.sha256),
    ...code('file', words.place(facts.path)),
  ];
}

/** As git shortens it in large repositories; the whole one is copied. */
const shownCommitDigits = 12;

/** What is copied of a fact: the bare value, without what is said around it. */
export function factText(facts: PackageFacts, id: FactId): string {
  const { record, content } = facts;
  const signer = signerIn(content);
  const bare: Partial<Record<FactId, string | undefined>> = {
    appIdentifier: record?.appIdentifier ?? content?.inspection?.appIdentifier,
    commit: record?.commit,
    sha256: record?.sha256 ?? content?.sha256,
    signerSha256: record?.signerSha256 ?? signer?.sha256,
    file: facts.path,
  };
  return bare[id] ?? '';
}
