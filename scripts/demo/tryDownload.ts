/** Opens an install page and downloads the package behind its button, as a phone would. */

import { createHash } from 'node:crypto';

export interface Download {
  readonly pageBytes: number;
  readonly packageBytes: number;
  readonly sha256: string;
  readonly mediaType: string;
}

export async function tryDownload(pageAddress: string): Promise<Download> {
  const page = await fetch(pageAddress);
  const html = await page.text();
  if (!page.ok) throw new Error(`The install page answers ${page.status}`);
  const [, href] = /<a class="button" href="([^"]+)"/.exec(html) ?? [];
  if (href === undefined) throw new Error('The install page has no button');
  const file = await fetch(new URL(href, pageAddress));
  if (!file.ok) throw new Error(`The download answers ${file.status}`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return {
    pageBytes: Buffer.byteLength(html),
    packageBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mediaType: file.headers.get('content-type') ?? '',
  };
}
