/** Values for which the files of other tools say different things: what each says, and the proposal with what was chosen. Pure. */

import { editSettings } from '../editSettings.ts';
import { toPointer } from '../text/jsonPointer.ts';
import { type ImportedValue } from './importedFile.ts';
import { type ImportProposal } from './proposeImport.ts';

/** Of one setting; the first is what counts unless another is chosen, or the first of several in one file. */
export type Contradiction = readonly [ImportedValue, ...ImportedValue[]];

export function contradictionsIn({
  values,
  alternatives,
  undecided,
}: Pick<ImportProposal, 'values' | 'alternatives' | 'undecided'>): readonly Contradiction[] {
  const within = undecided.flatMap(([first, ...others]): readonly Contradiction[] =>
    first && others.length > 0 ? [[first, ...others]] : [],
  );
  const between = values.flatMap((value): readonly Contradiction[] => {
    const others = alternatives.filter(({ path }) => toPointer(path) === toPointer(value.path));
    const different = others.filter((other, index) => others.findIndex((each) => each.value === other.value) === index);
    return different.length > 0 ? [[value, ...different]] : [];
  });
  return [...between, ...within];
}

export function withChosen<Proposal extends Pick<ImportProposal, 'values'> & { readonly after: string }>(
  proposal: Proposal,
  chosen: readonly ImportedValue[],
): Proposal {
  const byPointer = new Map(chosen.map((value) => [toPointer(value.path), value]));
  const values = proposal.values.map((value) => byPointer.get(toPointer(value.path)) ?? value);
  const known = new Set(values.map(({ path }) => toPointer(path)));
  // What was undecided before is new among the values.
  const added = chosen.filter(({ path }) => !known.has(toPointer(path)));
  return { ...proposal, values: [...values, ...added], after: editSettings(proposal.after, chosen) };
}
