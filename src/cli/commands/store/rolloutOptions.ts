/** Shares and countries of a rollout on Google Play and AppGallery, as options give them. */

import { type Countries } from '../../../core/stores/google-play/playRelease.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';

/** A release to everybody is not a rollout. */
export function rolloutOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= 1))
    throw usageFailure(`--rollout ${text} is not a fraction`, 'Use a number above 0 and up to 1, such as 0.2');
  return value === 1 ? undefined : value;
}

/** Google Play takes countries for rollouts in production only. */
export function countriesOf(input: CommandInput, track: string, isRollout: boolean): Countries | undefined {
  const text = input.text('countries');
  if (text === undefined) {
    if (input.flag('rest-of-world')) throw usageFailure('--rest-of-world needs --countries', 'Add --countries, such as DE,FR');
    return undefined;
  }
  const codes = text.split(',').map((code) => code.trim().toUpperCase());
  const wrong = codes.find((code) => !/^[A-Z]{2}$/.test(code));
  if (wrong !== undefined) throw usageFailure(`--countries cannot have ${wrong}`, 'Use codes of two letters, such as DE,FR');
  if (track !== 'production' || !isRollout)
    throw usageFailure('--countries is for rollouts in production', 'Add --track production and a rollout below 1');
  return { codes: [...new Set(codes)], includesRestOfWorld: input.flag('rest-of-world') };
}
