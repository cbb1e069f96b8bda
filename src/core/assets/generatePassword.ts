/**
 * A password no one has to think of: six groups of five characters that cannot be taken for each other, 150 bits. Lower case, digits and
 * hyphens alone, so that every tool takes it and it can be typed from paper.
 */

import { Secret } from '../base/secret.ts';
import { type Random } from '../ports/random.ts';

/** 32 of them: five bits each, without `l`, `o`, `0` and `1`. */
const characters = 'abcdefghijkmnpqrstuvwxyz23456789';
const groups = 6;
const groupLength = 5;

export function generatePassword(random: Random): Secret {
  const bytes = random.bytes(groups * groupLength);
  const typed = Array.from(bytes, (byte) => characters.charAt(byte % characters.length)).join('');
  return new Secret((typed.match(/.{5}/g) ?? []).join('-'));
}
