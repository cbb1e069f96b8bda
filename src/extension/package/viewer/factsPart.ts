/** Facts as a part of a section. */

import { type AssetFact, type AssetPart } from '../../../protocol/assetViewerProtocol.ts';

/** `codes`: the labels are names of keys. */
export function factsPart(facts: readonly AssetFact[], labels: 'words' | 'codes' = 'words'): AssetPart {
  return { kind: 'facts', labels, facts };
}
