/** A release as people read it on the command line. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type ServerRelease } from '../../../releases/client/serverAnswers.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { type TextPage } from '../../terminal/textPage.ts';

export const releaseOperand = { name: 'RELEASE', says: 'Number of the release' } as const;

export function releaseNumber({ operands: [text = ''] }: CommandInput): number {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw usageFailure(`${text} is not the number of a release`, 'See the numbers with mdist release list');
  return Number(text);
}

export function writeRelease(page: TextPage, release: ServerRelease): void {
  page.facts([
    ['Release', release.id],
    ['Version', `${release.shortVersion} (${release.version})`],
    ['App identifier', release.appIdentifier ?? undefined],
    ['File', `${release.fileName}, ${formatByteSize(release.sizeBytes)}`],
    ['SHA-256', release.sha256],
    ['Enabled', release.isEnabled],
    ['Uploaded', release.uploadedAt.slice(0, 16).replace('T', ' ')],
    ['Destinations', destinationText(release)],
    ['Install page', release.installUrl],
    ['Download', release.downloadUrl],
  ]);
  if (release.notes !== '') page.heading('Release notes').line(release.notes);
}

export function destinationText({ destinations }: ServerRelease): string {
  return destinations
    .map(({ name, isMandatory, storeState, orderState, orderProblem }) => {
      const state = [storeState ?? orderState, orderProblem].filter((text) => text !== null && text !== undefined).join(': ');
      const marks = [isMandatory && 'mandatory', state].filter((mark) => mark !== false && mark !== '');
      return marks.length === 0 ? name : `${name} (${marks.join(', ')})`;
    })
    .join(', ');
}
