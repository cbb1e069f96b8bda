/** Where the count of problems leads: to the first error on the page, and without errors to the first problem. */

import { type FormIssue, type PackageSettingsForm, type SectionId } from '../../src/protocol/packageSettingsProtocol.ts';

export type ProblemPlace =
  | { readonly kind: 'form' }
  | { readonly kind: 'section'; readonly id: SectionId }
  | { readonly kind: 'field'; readonly id: string };

export function firstProblem({ issues, sections }: Pick<PackageSettingsForm, 'issues' | 'sections'>): ProblemPlace | undefined {
  const places: readonly { readonly place: ProblemPlace; readonly issues: readonly FormIssue[] }[] = [
    { place: { kind: 'form' }, issues },
    ...sections.flatMap((section) => [
      { place: { kind: 'section', id: section.id } as const, issues: section.issues },
      ...section.fields.map((field) => ({ place: { kind: 'field', id: field.id } as const, issues: field.issues })),
    ]),
  ];
  const first =
    places.find((each) => each.issues.some(({ severity }) => severity === 'error')) ?? places.find((each) => each.issues.length > 0);
  return first?.place;
}
