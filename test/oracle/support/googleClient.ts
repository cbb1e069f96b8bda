/** Google's own client of androidpublisher, which is generated from the discovery document of the API. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmPeer } from './npmPeer.ts';

const peer = ['@googleapis/androidpublisher', '42.0.0'] as const;

/** What it was generated into: the calls, and their types. */
export function googleClientSource(): { readonly calls: string; readonly types: string } {
  const read = (name: string): string => readFileSync(join(npmPeer(...peer), 'build', name), 'utf8');
  return { calls: read('v3.js'), types: read('v3.d.ts') };
}
