/** What signing a package again works with. */

import { type ContentDigester } from '../../../core/ports/contentDigester.ts';
import { type WizardParts } from '../../app/wizards/wizardParts.ts';
import { type PackageSubjects } from '../files/packageSubjects.ts';

export interface ResignParts extends WizardParts {
  readonly subjects: PackageSubjects;
  readonly digester: ContentDigester;
  /** Told when a package was made of another one: a link to the old one now leads to it. Says whether there was a link. */
  readonly onDidResign: (from: string, to: string) => Promise<boolean>;
}
