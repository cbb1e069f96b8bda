/** The part of a dry run of `mdist store publish` that says what would stop the publication: of the package, and with --ask-store of the store. */

import { Failure } from '../../../core/base/failure.ts';
import { type PreflightRow } from '../../../core/workflow/publish/preflight/preflightRows.ts';
import { type PreflightRequest } from '../../../core/workflow/publish/preflight/storePreflight.ts';
import { readNotesFile } from '../../../core/workflow/publish/packageForStore.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { type TextPage } from '../../terminal/textPage.ts';

export const dryRunOptions = {
  'dry-run': { type: 'flag', says: 'Send nothing; list what is checked, and the requests that would be sent' },
  'ask-store': {
    type: 'flag',
    says: 'With --dry-run: ask the store, too (account, app, track or groups, version codes); nothing is changed',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export interface DryRunChecks {
  /** Nothing unless it is a dry run. */
  readonly document: { readonly checks?: readonly object[] };
  readonly isRefused: boolean;
  write(page: TextPage): void;
}

export function requireDryRun(input: CommandInput): void {
  if (input.flag('ask-store') && !input.flag('dry-run')) throw usageFailure('--ask-store is for --dry-run', 'Add --dry-run');
}

export async function dryRunChecks(
  input: CommandInput,
  services: CommandServices,
  request: Omit<PreflightRequest, 'path' | 'notes' | 'isOffline' | 'signal'>,
): Promise<DryRunChecks> {
  if (!input.flag('dry-run')) return { document: {}, isRefused: false, write: () => {} };
  const [{ storePreflight }, world] = await Promise.all([
    import('../../../core/workflow/publish/preflight/storePreflight.ts'),
    services.loadWorkflow(),
  ]);
  const notes = input.has('notes-file') ? await readNotesFile(services.files, input.path('notes-file')) : '';
  const isOffline = !input.flag('ask-store');
  const appFolder = services.workingFolder;
  const rows = await storePreflight(world, {
    appFolder,
    ...request,
    path: input.operandPath(0),
    notes,
    isOffline,
    signal: services.signal,
  });
  return {
    document: { checks: rows.map(({ check, state, reasons }) => ({ check, state, reasons: reasons.map(reasonOf) })) },
    isRefused: !input.flag('skip-checks') && rows.some(({ state }) => state === 'refused'),
    write: (page) => {
      page.table(
        ['Check', 'State', 'Reason'],
        rows.map(({ check, state, reasons }) => [check, state, reasons.map(({ message }) => message).join('; ') || undefined]),
      );
      if (isOffline) page.line('The store was not asked; add --ask-store to check account, app, groups and version codes, too.');
    },
  };
}

function reasonOf(reason: PreflightRow['reasons'][number]): object {
  const { code, message } = reason;
  return { code, message, remedy: reason instanceof Failure ? reason.hint : reason.remedy };
}
