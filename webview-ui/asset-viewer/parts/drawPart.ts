/** Which file draws which kind of part. */

import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { element } from '../../shared/element.ts';
import { factList } from '../../shared/facts.ts';
import { issueRow } from '../../shared/issueRow.ts';
import { button } from '../../shared/pageButton.ts';
import { type ViewerActions } from '../viewerActions.ts';
import { textPart } from './textPart.ts';

export function drawPart(part: AssetPart, actions: ViewerActions): HTMLElement {
  switch (part.kind) {
    case 'facts':
      return factList(
        part.facts.map(({ copy, ...fact }) => ({ ...fact, ...(copy !== '' && { copy: () => actions.act(copy) }) })),
        actions.strings.copy,
      );
    case 'issues':
      return element(
        'ul',
        { className: 'issues' },
        ...part.issues.map((issue) =>
          issueRow(issue, actions.strings, ...issue.fixes.map(({ id, title }) => button(title, () => actions.act(id)))),
        ),
      );
    case 'text':
      return textPart(part, actions);
  }
}
