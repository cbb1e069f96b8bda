/**
 * Where a web app's pages, manifest and icons are read from: a folder, or an address. Both give bytes for a URL, so that the
 * rest of the engine does not know which it is.
 */

import { type Bytes } from '../../base/bytes.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { isFailure } from '../../base/failure.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { packagedOrigin, type WebFile } from './webApp.ts';

export interface WebResource {
  /** After redirects. */
  readonly url: string;
  readonly bytes: Bytes;
  /** The file or address, for the place of an issue. */
  readonly place: string;
}

export interface WebSource {
  /** `undefined` when there is no such thing; `issues` says why where that is not plain. */
  read(url: string, maxBytes: number): Promise<WebResource | undefined>;
  readonly issues: Issue[];
  /** Whether it is known what is there. A server is asked only for what a page links to: anything else is noise to it. */
  readonly isListed: boolean;
}

export function folderSource(fs: FileSystem, files: readonly WebFile[]): WebSource {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    issues: [],
    isListed: true,
    read: async (url, maxBytes) => {
      const file = findWebFile(byPath, url);
      if (file === undefined || file.sizeBytes > maxBytes) return undefined;
      return {
        url,
        bytes: await fs.readFile(file.absolutePath, { ...present('identity', file.identity), maxBytes }),
        place: file.absolutePath,
      };
    },
  };
}

/** The file that the shell answers an address with: itself, or the `index.html` of a folder. */
export function findWebFile(byPath: ReadonlyMap<string, WebFile>, url: string): WebFile | undefined {
  const parsed = new URL(url);
  if (parsed.origin !== packagedOrigin) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(parsed.pathname).slice(1);
  } catch {
    return undefined;
  }
  if (path === '' || path.endsWith('/')) return byPath.get(`${path}index.html`);
  return byPath.get(path) ?? byPath.get(`${path}/index.html`);
}

const requestTimeoutMs = 15_000;

export function addressSource(http: Pick<HttpClient, 'request'>, signal?: AbortSignal): WebSource {
  const issues: Issue[] = [];
  const refuse = (address: string, reason: string): undefined => {
    issues.push(createIssue('web-address-unreachable', { address, reason }, { file: address }));
  };
  return {
    issues,
    isListed: false,
    read: async (url, maxBytes) => {
      throwIfCancelled(signal);
      if (!isFetchable(url)) return refuse(url, 'it is not https');
      try {
        const answer = await http.request({ url, maxBytes, timeoutMs: requestTimeoutMs, ...(signal && { signal }) });
        if (answer.status !== 200) return refuse(url, `it answered with status ${answer.status}`);
        if (!isFetchable(answer.url)) return refuse(url, 'it led to an address that is not https');
        return { url: answer.url, bytes: answer.body, place: answer.url };
      } catch (error) {
        if (isFailure(error) && error.kind === 'remote') return refuse(url, error.message);
        throw error;
      }
    },
  };
}

/** Https, or this machine, where a web app is tried while it is made. */
function isFetchable(url: string): boolean {
  const { protocol } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(url));
}

export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
