/** Which file draws which kind of part. */

import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { element } from '../../shared/element.ts';
import { issueRow } from '../../shared/issueRow.ts';
import { button } from '../../shared/pageButton.ts';
import { type ViewerActions } from '../viewerActions.ts';
import { detailsPart } from './detailsPart.ts';
import { factsPart } from './factsPart.ts';
import { linksPart } from './linksPart.ts';
import { searchPart } from './searchPart.ts';
import { snippetPart } from './snippetPart.ts';
import { textPart } from './textPart.ts';
import { timelinePart } from './timelinePart.ts';
import { tablePart } from './tablePart.ts';
import { treemapPart } from './treemapPart.ts';

export function drawPart(part: AssetPart, actions: ViewerActions): HTMLElement {
  switch (part.kind) {
    case 'facts':
      return factsPart(part, actions);
    case 'issues':
      return issuesPart(part, actions);
    case 'text':
      return textPart(part, actions);
    case 'timeline':
      return timelinePart(part, actions);
    case 'snippet':
      return snippetPart(part, actions);
    case 'details':
      return detailsPart(part, actions);
    case 'links':
      return linksPart(part, actions);
    case 'search':
      return searchPart(part, actions);
    case 'table':
      return tablePart(part);
    case 'treemap':
      return treemapPart(part);
  }
}

function issuesPart({ issues }: Extract<AssetPart, { kind: 'issues' }>, actions: ViewerActions): HTMLElement {
  const rows = issues.map((issue) =>
    issueRow(issue, actions.strings, ...issue.fixes.map(({ id, title }) => button(title, () => actions.act(id)))),
  );
  return element('ul', { className: 'issues' }, ...rows);
}
