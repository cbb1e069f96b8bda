/** The page of an install panel: connects, shows, sends what was pressed. What it shows and what it means is the extension's. */

import '../shared/page.css';
import '../shared/document.css';
import '../shared/notices.css';
import './install.css';
import { installPanelChannel } from '../../src/protocol/installPanelProtocol.ts';
import { connectToExtension, keepState } from '../shared/extensionChannel.ts';
import { PageHead } from '../shared/pageHead.ts';
import { type InstallActions } from './installActions.ts';
import { InstallPageView } from './installPageView.ts';

/** Dialogs take as long as people take. */
const untilAnswered = { timeoutMs: 24 * 60 * 60 * 1000 };

const channel = connectToExtension(installPanelChannel);

async function start(): Promise<void> {
  const { strings, view, state } = await channel.request('load', null);
  keepState(state);
  const head = new PageHead();
  const attempt = head.attempt.bind(head);
  const actions: InstallActions = {
    strings,
    act: (action) => attempt(async () => await channel.request('act', { action }, untilAnswered)),
    copyFact: (fact) => attempt(async () => await channel.request('copyFact', { fact })),
    copyCode: (code) => attempt(async () => await channel.request('copyCode', { code })),
    openCode: (code) => attempt(async () => await channel.request('openCode', { code }, untilAnswered)),
    saveCode: (code, format) => attempt(async () => await channel.request('saveCode', { code, format }, untilAnswered)),
  };
  const page = new InstallPageView(head, actions);
  page.show(view);
  document.body.replaceChildren(page.element);
  channel.on('view', (next) => page.show(next));
}

void start();
