/**
 * Which hashes a signature needs (Security's machorep.cpp): systems before iOS and tvOS 11 and watchOS 12 read SHA-1 in the first place,
 * and SHA-256 next to it.
 */

import { type CodeHash } from '../../../formats/code-signature/codeDirectory.ts';
import { type BuildVersion } from '../../../formats/mach-o/machO.ts';

const firstWithSha256: Readonly<Record<string, number>> = {
  iOS: 11,
  tvOS: 11,
  watchOS: 12,
  'iOS Simulator': 11,
  'tvOS Simulator': 11,
  'watchOS Simulator': 12,
};

/** The primary first. Code that does not say its system may run on an old one. */
export function hashTypesFor(build: BuildVersion | undefined): readonly [CodeHash, ...CodeHash[]] {
  const first = build ? (firstWithSha256[build.platform] ?? 0) : Infinity;
  return build && Number.parseInt(build.minos, 10) >= first ? ['sha256'] : ['sha1', 'sha256'];
}
