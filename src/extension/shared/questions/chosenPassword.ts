/** The password that the answers come to. One that was typed before someone went back and chose otherwise no longer counts. */

import { generatePassword } from '../../../core/assets/generatePassword.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { type Random } from '../../../core/ports/random.ts';

export type PasswordKind = 'generated' | 'own' | 'none';

export interface NewPasswordAnswers {
  readonly passwordKind: PasswordKind;
  /** Of kind `own`. */
  readonly password?: Secret;
}

/** Throws where none was chosen: only `chosenPasswordOrNone` may be without. */
export function chosenPassword(answers: NewPasswordAnswers, random: Random): Secret {
  const password = chosenPasswordOrNone(answers, random);
  if (!password) throw Failure.of('cancelled', {});
  return password;
}

export function chosenPasswordOrNone({ passwordKind, password }: NewPasswordAnswers, random: Random): Secret | undefined {
  switch (passwordKind) {
    case 'generated':
      return generatePassword(random);
    case 'own':
      return password;
    case 'none':
      return undefined;
  }
}
