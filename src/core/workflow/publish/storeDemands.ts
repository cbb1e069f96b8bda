/** Which of the findings in a package are about a store at all, and which of them that store refuses. */

import { type Issue } from '../../base/issue.ts';
import { type IssueCode } from '../../base/issues/issueTable.ts';
import { type StoreName } from '../../stores/storeAccount.ts';

/** What Google Play wants and the other stores do not. */
const onlyOfPlay: ReadonlySet<string> = new Set<IssueCode>(['store-app-bundle-wanted', 'store-target-too-old']);

/** Warnings elsewhere, as phones take such packages. */
const refusedByPlay: ReadonlySet<string> = new Set<IssueCode>([
  'store-debuggable',
  'store-debug-certificate',
  'store-target-too-old',
  'store-version-code',
  'store-example-identifier',
  'store-64-bit-missing',
  'store-library-alignment',
  'store-weak-key',
  'store-certificate-ends-early',
]);

export function isDemandOf(store: StoreName, { code }: Issue): boolean {
  return store === 'google-play' || !onlyOfPlay.has(code);
}

/** No store looks for secrets. Whether a file may be in a package is decided where it is created, by its settings. */
export function isRefusedBy(store: StoreName, { severity, code }: Issue): boolean {
  return (severity === 'error' && code !== 'package-holds-secret') || (store === 'google-play' && refusedByPlay.has(code));
}
