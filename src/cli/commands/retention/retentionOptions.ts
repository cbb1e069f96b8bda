/** The rules of retention as options and as people read them. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type ServerRetention } from '../../../releases/client/serverAnswers.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { type TextPage } from '../../terminal/textPage.ts';

const largest = 1_000_000;
const megabyte = 1_000_000;

/** 0 turns a rule off. */
export const policyOptions = {
  'keep-per-group': {
    type: 'integer',
    placeholder: 'N',
    minimum: 0,
    maximum: largest,
    says: 'Releases that stay in each group (0: no limit)',
  },
  'max-age-days': { type: 'integer', placeholder: 'N', minimum: 0, maximum: largest, says: 'Days that releases stay (0: no limit)' },
  'max-megabytes': {
    type: 'integer',
    placeholder: 'N',
    minimum: 0,
    maximum: largest,
    says: 'Size of all packages of the app (0: no limit)',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** What was not given stays as it is. */
export function policyOf(input: CommandInput): Partial<ServerRetention> {
  const rule = (name: string, factor = 1): number | null | undefined => {
    const value = input.integer(name);
    return value === undefined ? undefined : value === 0 ? null : value * factor;
  };
  const entries = {
    keepPerGroup: rule('keep-per-group'),
    maxAgeDays: rule('max-age-days'),
    maxBytes: rule('max-megabytes', megabyte),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

export function writePolicy(page: TextPage, { keepPerGroup, maxAgeDays, maxBytes }: ServerRetention): void {
  page.facts([
    ['Releases of each group', keepPerGroup ?? 'all'],
    ['Days', maxAgeDays ?? 'any'],
    ['Size', maxBytes === null ? 'any' : formatByteSize(maxBytes)],
  ]);
}
