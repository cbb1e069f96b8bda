/**
 * The page a person opens on the phone to install a package: what it is, one button, what to do on the phone, and the
 * facts to check it by. One file under 30 KB with nothing from outside and no script, so that it works on any phone, from a release server and
 * from disk. Texts are English; the app's own name is shown as it is.
 */

import { authorName } from '../../core/base/authorName.ts';
import { formatByteSize } from '../../core/base/byteSize.ts';
import { toBase64, type Bytes } from '../../core/base/bytes.ts';
import { type ProfileKind } from '../../core/formats/provisioning-profile/provisioningProfile.ts';
import { androidVersionName } from '../../core/packages/androidVersionName.ts';
import { type AndroidFormat } from '../../core/packages/packageEntries.ts';
import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { maxPageIconBytes } from '../model/pageIcon.ts';
import { renderHtmlPage } from './htmlPage.ts';
import { type Notice } from './deviceNotices.ts';
import { developerVerification, iosStepsFor, packageSteps } from './installSteps.ts';
import { notesHtml } from './notesHtml.ts';
import { renderQrSvg } from './qrCode.ts';

export interface InstallPageContent {
  readonly name: string;
  /** `other`: a package of a desktop system or a custom archive, which people install by themselves. */
  readonly format: AndroidFormat | 'ipa' | 'other';
  /** Empty when the package does not say it. */
  readonly appIdentifier: string;
  readonly version: string;
  /** Of iOS, up to three numbers with dots between. */
  readonly versionCode: number | string;
  readonly buildType?: string;
  readonly engine?: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** SHA-256 of the signer's certificate, lower-case hexadecimal. */
  readonly certificateSha256?: string;
  /** Of OpenPGP: its fingerprint or ID. */
  readonly signingKey?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Empty when unknown. */
  readonly createdBy: string;
  /** API level. */
  readonly minSdk?: number;
  /** Of a release: what is new, as the developer wrote it, in Markdown. */
  readonly notes?: string;
  /** Whether testers must install it before they go on. */
  readonly isMandatory?: boolean;
  /** Of an iOS package. */
  readonly ios?: IosInstallFacts;
  /** Shown when it fits the page; a large one is left out for the name's first letter. */
  readonly icon?: PageIcon;
  /** Relative to the page, or absolute. */
  readonly downloadPath: string;
  /** Address of this page: it adds a QR code for people who opened it on a computer. */
  readonly pageAddress?: string;
  /** The `itms-services` link of an iOS package, where there is one. */
  readonly installAddress?: string;
  /** What is known of the device that opened the page. */
  readonly notices?: readonly Notice[];
  /** Of the same group, newest first. */
  readonly earlier?: readonly EarlierRelease[];
  /** Where feedback of testers is sent. */
  readonly feedbackPath?: string;
  /** Where an iPhone or iPad tells its identifier. */
  readonly registerPath?: string;
  /** Where a device learns to trust the server, which iOS demands before it installs from it. */
  readonly trustPath?: string;
  /** The same app as a web app, for devices that need no installation. */
  readonly webAddress?: string;
}

export interface EarlierRelease {
  readonly version: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly pagePath: string;
}

/** What decides which devices install an iOS package. */
export interface IosInstallFacts {
  /** Of its provisioning profile; absent when there is none that can be read. */
  readonly profileKind?: ProfileKind;
  /** How many devices the profile names, where it names any. */
  readonly deviceCount?: number;
  readonly minimumOs?: string;
}

export interface PageIcon {
  readonly mediaType: 'image/png' | 'image/webp';
  readonly bytes: Bytes;
}

const maxNameLength = 200;
/** What the page shows of notes that do not fit whole. */
const shortenedNotes = 2500;

export function renderInstallPage(content: InstallPageContent): string {
  const { icon: _icon, ...withoutIcon } = content;
  const { notes: text = '' } = content;
  // What is longest goes first; the page works without it.
  const smaller = [content, withoutIcon, { ...withoutIcon, notes: shortened(text) }].map((each) => () => renderParts(each));
  for (const render of smaller) {
    const html = render();
    if (Buffer.byteLength(html) <= maxPageBytes) return html;
  }
  return renderParts({ ...withoutIcon, notes: '' });
}

/** Up to the end of a line or a word, with words that say so. */
function shortened(text: string): string {
  if (text.length <= shortenedNotes) return text;
  const start = text.slice(0, shortenedNotes);
  const end = Math.max(start.lastIndexOf('\n'), start.lastIndexOf(' '));
  return `${start.slice(0, end > 0 ? end : shortenedNotes).toWellFormed()} …\n\nThe notes are longer than this page shows.`;
}

/** People open pages over slow mobile networks. */
const maxPageBytes = 30_000;

function renderParts(content: InstallPageContent): string {
  const name = shorten(content.name.trim() || content.appIdentifier);
  return renderHtmlPage(
    `Install ${name}`,
    [
      header(content, name),
      noticeList(content),
      button(content),
      notes(content),
      stepList(content),
      webBox(content),
      earlierList(content),
      feedbackForm(content),
      details(content),
      scanBox(content),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  );
}

function header(content: InstallPageContent, name: string): string {
  const system = systemOf(content);
  const needs = system === undefined ? '' : ` · ${system} or newer`;
  return `<header>
${iconHtml(content.icon, name)}
<div>
<h1 dir="auto">${escapeHtml(name)}</h1>
<p>${escapeHtml(versionText(content))}</p>
<p class="soft">${formatByteSize(content.sizeBytes)}${escapeHtml(needs)}</p>
</div>
</header>`;
}

function versionText({ version, versionCode, isMandatory }: InstallPageContent): string {
  const code = shorten(String(versionCode));
  const mark = isMandatory === true ? ' · mandatory update' : '';
  return `Version ${shorten(version)}${code === version ? '' : ` (${code})`}${mark}`;
}

function notes({ notes: text = '' }: InstallPageContent): string {
  if (text.trim() === '') return '';
  return `<section aria-labelledby="notes">
<h2 id="notes">What is new</h2>
<div class="notes">
${notesHtml(text)}
</div>
</section>`;
}

function systemOf({ minSdk, ios }: InstallPageContent): string | undefined {
  if (minSdk !== undefined) return androidVersionName(minSdk);
  return ios?.minimumOs === undefined ? undefined : `iOS ${shorten(ios.minimumOs)}`;
}

function iconHtml(icon: PageIcon | undefined, name: string): string {
  if (icon && icon.bytes.length <= maxPageIconBytes)
    return `<img class="icon" alt="" width="72" height="72" src="data:${icon.mediaType};base64,${toBase64(icon.bytes)}">`;
  const [letter = '?'] = new Intl.Segmenter().segment(name);
  const text = typeof letter === 'string' ? letter : letter.segment;
  return `<div class="icon letter" aria-hidden="true">${escapeHtml(text.length > 16 ? '?' : text.toUpperCase())}</div>`;
}

const noticeTitles: Readonly<Record<Notice['level'], string>> = { refuse: 'Not on this device', warn: 'Before you install', good: 'Ready' };

function noticeList({ notices = [], trustPath, registerPath }: InstallPageContent): string {
  const shown = notices.map(
    ({ level, text }) => `<p class="notice ${level}"><strong>${noticeTitles[level]}.</strong> ${escapeHtml(text)}</p>`,
  );
  if (trustPath !== undefined)
    shown.push(
      `<p class="notice warn"><strong>First app from this server?</strong> iOS installs it only after this device trusts the certificate of the server. <a href="${escapeHtml(safeHref(trustPath))}">Trust this server</a></p>`,
    );
  if (registerPath !== undefined)
    shown.push(
      `<p class="notice warn"><strong>First time on this device?</strong> The app installs only on devices that the developer has registered. <a href="${escapeHtml(safeHref(registerPath))}">Register this device</a></p>`,
    );
  return shown.join('\n');
}

function button({ format, downloadPath, installAddress, notices = [] }: InstallPageContent): string {
  const file = escapeHtml(safeHref(downloadPath));
  if (notices.some(({ level }) => level === 'refuse'))
    return `<p class="other"><a href="${file}" download>Download the file anyway</a></p>`;
  if (installAddress !== undefined && installAddress.startsWith('itms-services://?action=download-manifest&url=https%3A'))
    return `<a class="button" href="${escapeHtml(installAddress)}">Install</a>
<p class="other"><a href="${file}" download>Download the file</a></p>`;
  const words = format === 'apk' ? 'Download and Install' : 'Download';
  return `<a class="button" href="${file}" download>${words}</a>`;
}

/** Only addresses that a download can have: a `javascript:` link is not one. */
function safeHref(address: string): string {
  return /^(https?:\/\/|[\w.~-]+(\/|$)|\.{0,2}\/)/i.test(address) && !address.startsWith('//') ? address : '#';
}

function stepList(content: InstallPageContent): string {
  const { format, ios, installAddress } = content;
  const { title, steps } = format === 'ipa' ? iosStepsFor(ios?.profileKind, installAddress !== undefined) : packageSteps[format];
  return `<section aria-labelledby="steps">
<h2 id="steps">${escapeHtml(title)}</h2>
<ol>
${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('\n')}
</ol>${format === 'apk' ? `\n<p class="soft">${escapeHtml(developerVerification)}</p>` : ''}
</section>`;
}

/** The page is for people with phones; a web app has its own code, since it is opened and not installed. */
function webBox({ webAddress }: InstallPageContent): string {
  if (webAddress === undefined || webAddress.length > 300 || !/^https?:\/\//.test(webAddress)) return '';
  return `<section aria-labelledby="web">
<h2 id="web">Web app</h2>
<p>The same app without installation: <a href="${escapeHtml(webAddress)}">${escapeHtml(webAddress)}</a></p>
<div class="scan">${renderQrSvg(webAddress, 'QR code of the web app')}</div>
</section>`;
}

function earlierList({ earlier = [] }: InstallPageContent): string {
  if (earlier.length === 0) return '';
  return `<section aria-labelledby="earlier">
<h2 id="earlier">Earlier versions</h2>
<ul>
${earlier.map(({ version, createdAt, pagePath }) => `<li><a href="${escapeHtml(safeHref(pagePath))}">${escapeHtml(shorten(version))}</a> <span class="soft">${timeHtml(createdAt)}</span></li>`).join('\n')}
</ul>
</section>`;
}

function feedbackForm({ feedbackPath }: InstallPageContent): string {
  if (feedbackPath === undefined) return '';
  return `<section aria-labelledby="feedback">
<h2 id="feedback">Feedback</h2>
<form method="post" enctype="multipart/form-data" action="${escapeHtml(safeHref(feedbackPath))}">
<p><label for="text">What did you notice?</label><textarea id="text" name="text" rows="4" maxlength="5000" required></textarea></p>
<p><label for="author">Your name (optional)</label><input id="author" name="author" maxlength="200" autocomplete="name"></p>
<p><label for="screenshot">Screenshots, up to 3 (optional)</label><input id="screenshot" name="screenshot" type="file" accept="image/png,image/jpeg,image/webp" multiple></p>
<p><button class="button" type="submit">Send Feedback</button></p>
</form>
</section>`;
}

function details(content: InstallPageContent): string {
  const rows: [label: string, html: string][] = [];
  if (content.appIdentifier !== '') rows.push(['App identifier', `<code>${escapeHtml(shorten(content.appIdentifier))}</code>`]);
  rows.push(['Created', timeHtml(content.createdAt) + creatorHtml(content.createdBy)]);
  if (content.buildType !== undefined) rows.push(['Build type', escapeHtml(shorten(content.buildType))]);
  const { profileKind, deviceCount } = content.ios ?? {};
  if (profileKind !== undefined) rows.push(['Provisioning profile', escapeHtml(profileText(profileKind, deviceCount))]);
  if (content.engine !== undefined) rows.push(['Engine', escapeHtml(shorten(content.engine))]);
  rows.push(
    ['Size', `${content.sizeBytes.toLocaleString('en')} bytes`],
    ['SHA-256 of the file', `<code>${escapeHtml(content.sha256)}</code>`],
  );
  if (content.certificateSha256 !== undefined)
    rows.push(['SHA-256 of the signing certificate', `<code>${escapeHtml(content.certificateSha256)}</code>`]);
  if (content.signingKey !== undefined) rows.push(['OpenPGP signing key', `<code>${escapeHtml(shorten(content.signingKey))}</code>`]);
  return `<section aria-labelledby="facts">
<h2 id="facts">About this file</h2>
<dl>
${rows.map(([label, html]) => `<dt>${label}</dt><dd>${html}</dd>`).join('\n')}
</dl>
</section>`;
}

function profileText(kind: ProfileKind, deviceCount: number | undefined): string {
  if (deviceCount === undefined) return kind;
  return `${kind}, for ${deviceCount} ${deviceCount === 1 ? 'device' : 'devices'}`;
}

function timeHtml(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return escapeHtml(shorten(iso));
  const text = date.toISOString();
  return `<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} UTC</time>`;
}

/** The name alone: the page goes to people who need not have the address that git knows. */
function creatorHtml(creator: string): string {
  const name = authorName(creator);
  return name === '' ? '' : ` by <span dir="auto">${escapeHtml(shorten(name))}</span>`;
}

function scanBox(content: InstallPageContent): string {
  if (content.pageAddress === undefined || content.pageAddress.length > 300) return '';
  return `<section class="scan" aria-labelledby="scan">
<h2 id="scan">Open this page on the phone</h2>
${renderQrSvg(content.pageAddress, 'QR code of this page')}
</section>`;
}

/** A hostile or broken package may carry a name of megabytes. */
function shorten(text: string): string {
  return text.length <= maxNameLength ? text : `${text.slice(0, maxNameLength - 1)}…`;
}
