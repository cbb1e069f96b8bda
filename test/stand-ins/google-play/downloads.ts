/** The bytes of a generated APK. The stand-in builds none: it gives back the file of the bundle, which a test can recognize. */

import { createReadStream } from 'node:fs';
import { badRequest, notFound } from '../support/googleRefusal.ts';
import { type PlayApp } from './playState.ts';

export function downloadBytes(
  app: PlayApp,
  { versionCode = '', downloadId = '' }: Readonly<Record<string, string>>,
  query: URLSearchParams,
): { headers: Record<string, string>; bytes: AsyncIterable<Uint8Array> } {
  if (query.get('alt') !== 'media') throw badRequest('This method only supports media download: set alt=media.');
  const file = app.files.get(Number(versionCode));
  const isKnown = downloadId === `universal-${versionCode}` || downloadId === `base-${versionCode}`;
  if (!isKnown || file === undefined || file.path === null) throw notFound('No such generated APK.');
  const headers = { 'content-type': 'application/vnd.android.package-archive', 'content-length': String(file.size) };
  return { headers, bytes: createReadStream(file.path) as AsyncIterable<Uint8Array> };
}
