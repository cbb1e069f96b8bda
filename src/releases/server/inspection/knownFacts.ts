/** What readers of packages for desktops say: only what they know. */

import { type PackageFacts } from '../../model/packageFacts.ts';
import { type ReadPackage } from '../../ports/packageReader.ts';

export type KnownFacts = Partial<
  Pick<
    PackageFacts,
    'name' | 'identifier' | 'version' | 'shortVersion' | 'minimumOs' | 'architectures' | 'publisher' | 'signer' | 'signingKey'
  >
>;

export type KnownPackage = KnownFacts & Partial<Pick<ReadPackage, 'icon'>>;

const longestText = 200;

/** What people may see in lists and pages; `null` where nothing is left. */
export function shownText(text: string | undefined): string | null {
  return (
    text
      ?.replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, longestText) || null
  );
}
