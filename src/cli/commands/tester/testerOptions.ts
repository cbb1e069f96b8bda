/** The group whose testers a command is about, and what became of each address. */

import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';

export const groupOption = {
  group: { type: 'text', placeholder: 'NAME', says: 'The group' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export const emailOption = {
  email: { type: 'text', placeholder: 'EMAIL', isRepeatable: true, says: 'Mail address of a tester' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export function requiredGroup(input: CommandInput): string {
  const name = input.text('group');
  if (name === undefined) throw usageFailure('--group is missing', 'Use --group NAME');
  return name;
}

export function requiredEmails(input: CommandInput): readonly string[] {
  const emails = input.textList('email');
  if (emails.length === 0) throw usageFailure('--email is missing', 'Use --email EMAIL');
  return emails;
}

export function changedOutcome(
  verb: string,
  { done, refused }: { readonly done: readonly string[]; readonly refused: readonly string[] },
): CommandOutcome {
  return {
    document: { done, refused },
    issues: [],
    write: (page) => {
      if (done.length > 0) page.line(`${verb} ${done.join(', ')}`);
      if (refused.length > 0) page.line(`Refused: ${refused.join(', ')}`, 'red');
    },
    exitCode: refused.length === 0 ? 0 : 1,
  };
}
