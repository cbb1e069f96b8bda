/** The page of an asset viewer: connects, shows, sends what was pressed. What it shows and what it means is the extension's. */

import '../shared/page.css';
import '../shared/document.css';
import '../shared/notices.css';
import './assetViewer.css';
import './parts/detailsPart.css';
import './parts/factsPart.css';
import './parts/linksPart.css';
import './parts/searchPart.css';
import './parts/snippetPart.css';
import './parts/tablePart.css';
import './parts/timelinePart.css';
import './parts/treemapPart.css';
import { assetViewerChannel } from '../../src/protocol/assetViewerProtocol.ts';
import { connectToExtension, keepState, restoreState } from '../shared/extensionChannel.ts';
import { PageHead } from '../shared/pageHead.ts';
import { AssetPageView } from './assetPageView.ts';

/** Prompts take as long as people take. */
const untilAnswered = { timeoutMs: 24 * 60 * 60 * 1000 };

const channel = connectToExtension(assetViewerChannel);

async function start(): Promise<void> {
  const { strings, view } = await channel.request('load', null);
  const head = new PageHead();
  const page = new AssetPageView(head, {
    strings,
    act: (id) => head.attempt(async () => await channel.request('act', { id }, untilAnswered)),
    search: async (list, text) => await channel.request('search', { list, text }),
  });
  page.show(view);
  document.body.replaceChildren(page.element);
  channel.on('view', (next) => page.show(next));
  // The place that was looked at, again after the page was hidden or reloaded.
  const scroll = restoreState('scroll', 0);
  requestAnimationFrame(() => window.scrollTo(0, scroll));
  window.addEventListener('scrollend', () => keepState({ scroll: window.scrollY }));
}

void start();
