/** Whether the special slots of the code directories have the hashes of what they cover, and cover what is there. */

import { equalBytes, type Bytes } from '../../../base/bytes.ts';
import { phrases } from '../../../base/phrase.ts';
import { blobSlots } from '../../../formats/code-signature/superBlob.ts';
import { MalformedSignature } from '../../../formats/code-signature/malformedSignature.ts';
import { UnknownRequirement } from '../../../formats/code-signature/requirements.ts';
import { requirementsText } from '../../../formats/code-signature/requirementText.ts';
import { codeDigest } from '../code/pageHasher.ts';
import { type SliceContext } from './sliceContext.ts';

const slotNames = phrases({
  1: 'Info.plist',
  2: 'the requirements',
  3: '_CodeSignature/CodeResources',
  5: 'the entitlements',
  7: 'the DER entitlements',
});
const changedCodes = {
  1: 'seal-info-changed',
  2: 'seal-requirements-changed',
  3: 'seal-list-changed',
  5: 'seal-entitlements-changed',
  7: 'seal-der-entitlements-changed',
} as const;

type KnownSlot = keyof typeof changedCodes;

function isKnown(slot: number): slot is KnownSlot {
  return Object.hasOwn(changedCodes, slot);
}

/** Blobs in slots above these are parts of the signature itself. */
const highestSpecialSlot = 11;

export function checkSlots(context: SliceContext, embeddedInfo: Bytes | undefined): void {
  const { findings, demands, slice, signature } = context;
  const { architecture } = slice.file;
  checkRequirements(context);
  const covered = coveredContent(context, embeddedInfo);
  // What one code directory leaves open, each of the others may leave open too: one finding a slot is enough.
  const reported = new Set<number>();
  for (const { hashType, specialHashes, isLinkerSigned } of signature.codeDirectories) {
    const slots = new Set([...covered.keys(), ...specialHashes.map((_, index) => index + 1)]);
    for (const slot of slots) {
      const hash = specialHashes[slot - 1];
      const isEmpty = !hash || hash.every((byte) => byte === 0);
      const content = covered.get(slot);
      const what = isKnown(slot) ? slotNames[slot] : `slot -${slot}`;
      if (reported.has(slot)) continue;
      if (isEmpty) {
        // The linker seals the code and nothing else.
        if (content && !isLinkerSigned) findings.add('seal-slot-not-sealed', { architecture, what }, demands.file, -slot);
        else continue;
      } else if (!content) {
        // The disk representation has a slot that only images of disks use.
        if (slot === repSpecificSlot || slot === unusedSlot)
          findings.add('seal-slot-changed', { architecture, number: -slot }, demands.file, -slot);
        else findings.add('seal-slot-without-content', { architecture, what }, demands.file, -slot);
      } else if (equalBytes(hash, codeDigest(hashType, content))) continue;
      else if (isKnown(slot)) findings.add(changedCodes[slot], { architecture }, demands.file, -slot);
      else findings.add('seal-slot-changed', { architecture, number: -slot }, demands.file, -slot);
      reported.add(slot);
    }
  }
}

const repSpecificSlot = 4;
const unusedSlot = 6;

/** What each slot is to cover, by its number without the sign. */
function coveredContent({ demands, signature }: SliceContext, embeddedInfo: Bytes | undefined): ReadonlyMap<number, Bytes> {
  const covered = new Map<number, Bytes>();
  const info = demands.bundle ? demands.bundle.infoPlist : embeddedInfo;
  if (info) covered.set(1, info);
  if (demands.bundle?.codeResources) covered.set(3, demands.bundle.codeResources);
  for (const { slot, encoded } of signature.blobs) if (slot > 0 && slot <= highestSpecialSlot) covered.set(slot, encoded);
  return covered;
}

function checkRequirements({ findings, demands, slice, signature }: SliceContext): void {
  const requirements = signature.blobs.find(({ slot }) => slot === blobSlots.requirements);
  if (!requirements) return;
  try {
    requirementsText(requirements.encoded);
  } catch (error) {
    // That it cannot be judged is said where it is (`packages/ipa/seal`).
    if (error instanceof UnknownRequirement) return;
    if (!(error instanceof MalformedSignature)) throw error;
    const params = { architecture: slice.file.architecture, reason: error.message };
    findings.add('seal-requirements-malformed', params, demands.file, -blobSlots.requirements);
  }
}
