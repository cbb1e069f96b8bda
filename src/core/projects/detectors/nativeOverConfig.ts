/** The facts of a native project together with those of the framework's configuration, which the native project was once made from. */

import { type PlatformFacts } from '../projectFacts.ts';

/** The native ones count; an identifier that the configuration has otherwise is kept, to be reported. */
export function overConfigured(native: PlatformFacts | undefined, configured: PlatformFacts): PlatformFacts {
  if (!native) return configured;
  const { appIdentifier } = configured;
  const isOther = appIdentifier !== undefined && native.appIdentifier !== undefined && appIdentifier.value !== native.appIdentifier.value;
  // What the native project computes is not taken from the configuration instead.
  const unclear = new Set((native.unknown ?? []).map(({ fact }) => fact));
  const { name, ...others } = configured;
  const usable: PlatformFacts = {
    ...(unclear.has('appIdentifier') ? {} : others),
    ...(name && !unclear.has('name') && { name }),
  };
  return { ...usable, ...native, ...(isOther && { otherIdentifier: appIdentifier }) };
}
