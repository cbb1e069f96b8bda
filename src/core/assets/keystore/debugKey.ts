/**
 * The debug key: signs packages for trying out, one for each user, made on first use. Its name, alias and password are
 * those of Android's own debug keystore, so that every tool and store recognises it and refuses it for releases.
 */

import { Secret } from '../../base/secret.ts';
import { type NameInput } from '../../formats/x509/distinguishedNameText.ts';
import { type Clock } from '../../ports/clock.ts';
import { type Random } from '../../ports/random.ts';
import { type Bytes } from '../../base/bytes.ts';
import { createKeystore } from './createKeystore.ts';

const subject: NameInput = [
  { type: 'CN', value: 'Android Debug' },
  { type: 'O', value: 'Android' },
  { type: 'C', value: 'US' },
];

/** Known to everybody, and no secret. */
export const debugKey = { alias: 'androiddebugkey', password: new Secret('android') } as const;

export async function createDebugKeystore(clock: Clock, random: Random): Promise<Bytes> {
  return await createKeystore({ ...debugKey, subject, clock, random });
}

/** By the subject's name, as stores and Android's own tools do. */
export function isDebugSubject(subject: string): boolean {
  // A comma or plus behind a backslash is part of another name's value.
  return /(?:^|[^\\][,+] ?)CN=Android Debug(?:[,+]|$)/.test(subject);
}
