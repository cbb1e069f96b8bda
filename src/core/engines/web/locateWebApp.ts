/** From the settings to where the web app is: the listed files of a folder, or a checked address. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { settingsFileName } from '../../settings/settingsFile.ts';
import { type WebSettings } from '../../settings/appSettings.ts';
import { checkWebFiles } from './checkWebFiles.ts';
import { listWebFiles } from './listWebFiles.ts';
import { notBuilt, serverIssue, sourceIssue, staleIssue } from './checkWebBuild.ts';
import { checkBounds } from './packageBounds.ts';
import { scanWebFiles, WebFileMemory } from './scanWebFiles.ts';
import { packagedOrigin, type WebFile } from './webApp.ts';
import { listedPath } from './webFileName.ts';
import { readWebBuild } from './webBuild.ts';
import { type WebEnginePorts } from './webEnginePorts.ts';
import { addressSource, findWebFile, folderSource, isLoopback, type WebSource } from './webSource.ts';

export interface WebLocation {
  readonly isRemote: boolean;
  /** What the start page of the settings is relative to. */
  readonly base: string;
  /** The page that is read for the manifest. */
  readonly pageUrl: string;
  readonly source: WebSource;
  readonly files: readonly WebFile[];
  /** Whether the address can be shown; what a server has is not asked. */
  holds(url: string): boolean;
}

export interface WebLocating {
  readonly location?: WebLocation;
  readonly issues: readonly Issue[];
}

export interface WebAccess {
  readonly signal?: AbortSignal | undefined;
  /** What was found in files before. */
  readonly memory?: WebFileMemory | undefined;
}

/** Without a platform, what each of them refuses is not looked for. */
type LocatedSpec = Pick<BuildSpec, 'appFolder' | 'settings' | 'projectFolder'> & Partial<Pick<BuildSpec, 'platform'>>;

export async function locateWebApp(ports: WebEnginePorts, spec: LocatedSpec, access: WebAccess = {}): Promise<WebLocating> {
  const { webDir, address, startPage = '' } = spec.settings.web ?? {};
  if (webDir !== undefined && address !== undefined) return { issues: [createIssue('web-source-ambiguous', {})] };
  if (address !== undefined) return locateAddress(ports, address, startPage, access.signal);
  if (webDir === undefined) {
    const { project } = await readWebBuild(ports, spec);
    return { issues: [serverIssue(project) ?? createIssue('web-source-missing', {})] };
  }
  return locateFolder(ports, spec, { webDir, startPage }, access);
}

async function locateFolder(
  ports: WebEnginePorts,
  spec: LocatedSpec,
  { webDir, startPage }: { readonly webDir: string; readonly startPage: string },
  { signal, memory = new WebFileMemory() }: WebAccess,
): Promise<WebLocating> {
  const { files: fs, paths } = ports;
  const folder = paths.resolve(spec.appFolder, webDir);
  const place = { file: folder };
  const named = { folder, name: webDir };
  const build = await readWebBuild(ports, spec);
  const stat = await ports.files.stat(folder);
  if (stat?.kind !== 'directory')
    return { issues: [notBuilt(named, build) ?? createIssue('web-folder-missing', { folder: webDir }, place)] };
  const outside = await checkBounds(fs, paths, spec.appFolder, { field: 'web.webDir', path: webDir, pointer: '/web/webDir' });
  if (outside) return { issues: [outside] };
  const source = await sourceIssue(ports, spec.appFolder, named, build);
  if (source) return { issues: [source] };
  const allowed = allowedFiles(spec.settings.web);
  const ownSettings = paths.join(spec.appFolder, settingsFileName);
  const listing = await listWebFiles({ fs, paths, folder, allowed, signingFiles: await signingFiles(ports, spec), ownSettings, signal });
  // Nothing can be said of files that were not seen, and a part of the app is not worth looking into.
  if (!listing.isComplete) return { issues: listing.issues };
  const scanned = await scanWebFiles({ fs, listing, allowed, memory, signal });
  const { files } = scanned;
  const issues = [
    ...listing.issues,
    ...scanned.issues,
    ...checkWebFiles(files, spec.platform),
    ...unusedAllowances(spec.settings.web, files),
  ];
  if (files.length === 0)
    return { issues: [...issues, notBuilt(named, build) ?? createIssue('web-folder-empty', { folder: webDir }, place)] };
  const stale = await staleIssue(ports, { appFolder: spec.appFolder, ...named, newestMs: listing.newestMs }, build, {
    sources: memory.sources,
    signal,
  });
  if (stale) issues.push(stale);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const base = `${packagedOrigin}/`;
  return {
    location: {
      isRemote: false,
      base,
      pageUrl: withoutIndex(URL.parse(startPage, base)?.href ?? base),
      source: folderSource(ports.files, files),
      files,
      // A path without a dot may be one of the app's own router, which its first page shows.
      holds: (url) => findWebFile(byPath, url) !== undefined || (byPath.has('index.html') && !new URL(url).pathname.includes('.')),
    },
    issues,
  };
}

function allowedFiles(web: WebSettings | undefined): ReadonlySet<string> {
  return new Set((web?.allowedFiles ?? []).map(listedPath));
}

function unusedAllowances(web: WebSettings | undefined, files: readonly WebFile[]): readonly Issue[] {
  const paths = new Set(files.map(({ path }) => path));
  return (web?.allowedFiles ?? []).flatMap((file, index) =>
    paths.has(listedPath(file)) ? [] : [createIssue('web-allowed-file-missing', { file }, { pointer: `/web/allowedFiles/${index}` })],
  );
}

/** Real paths of what the settings name for signing: never packed, not even when it is allowed. */
async function signingFiles(
  { files, paths }: WebEnginePorts,
  spec: Pick<BuildSpec, 'appFolder' | 'settings'>,
): Promise<ReadonlySet<string>> {
  const { android, ios } = spec.settings;
  const named = [android?.keystore, ios?.certificate, ios?.provisioningProfile].filter((path) => path !== undefined && path !== '');
  const real = await Promise.all(
    named.map(async (path = '') => await files.realPath(paths.resolve(spec.appFolder, path)).catch(() => undefined)),
  );
  return new Set(real.filter((path) => path !== undefined));
}

function locateAddress(ports: WebEnginePorts, address: string, startPage: string, signal?: AbortSignal): WebLocating {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '')
    return { issues: [createIssue('web-address-malformed', { address: shownAddress(address) })] };
  const issues: Issue[] = [];
  if (isLoopback(url.href)) issues.push(createIssue('web-address-loopback', { address: url.href }));
  else if (url.protocol !== 'https:') return { issues: [createIssue('web-address-not-https', { address: url.href })] };
  url.hash = '';
  const base = url.href;
  return {
    location: {
      isRemote: true,
      base,
      pageUrl: URL.parse(startPage, base)?.href ?? base,
      source: addressSource(ports.http, signal),
      files: [],
      holds: () => true,
    },
    issues,
  };
}

/** An address with a password in it is not repeated in a message. */
function shownAddress(address: string): string {
  return address.includes('@') ? 'What is set' : address.slice(0, 200);
}

/** `index.html` is what a folder shows; routers of web apps expect the folder's address. */
function withoutIndex(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = parsed.pathname.replace(/\/index\.html$/, '/');
  return parsed.href;
}
