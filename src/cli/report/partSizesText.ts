/** The parts of a package by size, as a table. */

import { type MeasuredParts } from '../../core/packages/packageSizes.ts';
import { type TextPage } from '../terminal/textPage.ts';

export function writePartSizes(page: TextPage, { parts, frameBytes }: MeasuredParts<string>, sizeBytes: number): void {
  page.heading('Size by part');
  const share = (bytes: number): string => `${sizeBytes === 0 ? 0 : Math.round((bytes / sizeBytes) * 100)} %`;
  const rows = Object.entries(parts)
    .filter(([, { entries }]) => entries > 0)
    .map(([part, { entries, compressedBytes }]) => [part, entries, compressedBytes, share(compressedBytes)]);
  page.table(['Part', 'Files', 'Bytes', 'Share'], [...rows, ['frame', '', frameBytes, share(frameBytes)]]);
}
