/**
 * Finds and reads the manifest of a web app: the one its start page links to, else, in a folder, one of the usual names
 * next to it.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { inspectWebManifest } from '../../formats/web-manifest/inspectWebManifest.ts';
import { readPageHead, type PageHead } from '../../formats/web-manifest/pageHead.ts';
import { usualManifestNames, type WebManifest } from '../../formats/web-manifest/webManifest.ts';
import { type WebResource, type WebSource } from './webSource.ts';

export interface WebManifestReading {
  readonly head: PageHead;
  /** Of the start page, after redirects. */
  readonly pageUrl: string;
  readonly manifest?: WebManifest;
  /** The start page as it was read; absent when there is none. */
  readonly page?: WebResource;
  readonly issues: readonly Issue[];
}

export const pageLimit = 5_000_000;
const manifestLimit = 1_000_000;

export async function readWebManifest(source: WebSource, pageUrl: string): Promise<WebManifestReading> {
  const page = await source.read(pageUrl, pageLimit);
  const head = page === undefined ? { icons: [] } : readPageHead(page.bytes);
  const base = page?.url ?? pageUrl;
  const linked = head.manifest === undefined ? undefined : URL.parse(head.manifest, base)?.href;
  const usual = source.isListed ? usualManifestNames.map((name) => new URL(name, base).href) : [];
  const candidates = linked === undefined ? usual : [linked];
  for (const url of candidates) {
    const resource = await source.read(url, manifestLimit);
    if (resource === undefined) continue;
    const { manifest, issues } = inspectWebManifest(resource.bytes, resource.url, { file: resource.place });
    return { head, pageUrl: base, issues, ...present('manifest', manifest), ...present('page', page) };
  }
  const issues = page === undefined ? [] : [createIssue('web-manifest-not-found', {}, { file: page.place })];
  return { head, pageUrl: base, issues, ...present('page', page) };
}
