/** What signing a package works with. */

import { type ContentDigester } from '../../../core/ports/contentDigester.ts';
import { type WizardParts } from '../../app/wizards/wizardParts.ts';
import { type PackageSubjects } from '../files/packageSubjects.ts';

export interface SignParts extends WizardParts {
  readonly subjects: PackageSubjects;
  readonly digester: ContentDigester;
  /** Called when a package was made of another one: a link to the old one now leads to it. Returns whether there was a link. */
  readonly onDidSign: (from: string, to: string) => Promise<boolean>;
}
