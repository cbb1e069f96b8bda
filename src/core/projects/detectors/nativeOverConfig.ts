/** The facts of a native project together with those of the framework's configuration, which the native project was once made from. */

import { type PlatformFacts } from '../projectFacts.ts';
import { withoutUnknown } from '../projectFile.ts';

/** The native ones count; an identifier that the configuration has otherwise is kept, to be reported. */
export function overConfigured(native: PlatformFacts | undefined, configured: PlatformFacts): PlatformFacts {
  if (!native) return configured;
  const { appIdentifier } = configured;
  const isOther = appIdentifier !== undefined && native.appIdentifier !== undefined && appIdentifier.value !== native.appIdentifier.value;
  // What the native project computes is not taken from the configuration instead.
  const settled = new Set([...Object.keys(native), ...(native.unknown ?? []).map(({ fact }) => fact)]);
  const unknown = [...(native.unknown ?? []), ...(configured.unknown ?? []).filter(({ fact }) => !settled.has(fact))];
  return { ...withoutUnknown(configured, native.unknown), ...native, unknown, ...(isOther && { otherIdentifier: appIdentifier }) };
}
