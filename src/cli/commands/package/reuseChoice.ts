/** What the options of `package create` say of the engine `reuse`. */

import { present } from '../../../core/base/present.ts';
import { type ReuseChoice } from '../../../core/workflow/validateApp.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';

/** `undefined` when the call says nothing of it. */
export function reuseChoice(input: CommandInput): ReuseChoice | undefined {
  const from = input.path('from');
  const acceptsUnknownBase = input.flag('accept-unknown-base');
  if (from === undefined && !acceptsUnknownBase) return undefined;
  if (input.text('engine') !== 'reuse')
    throw usageFailure('--from and --accept-unknown-base are for the engine reuse', 'Add --engine reuse, or omit them');
  return { ...present('from', from), ...(acceptsUnknownBase && { acceptsUnknownBase }) };
}
