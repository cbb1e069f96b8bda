/** The page of the package settings form: connects, shows, sends. What it shows and what it means is the extension's. */

import '../shared/page.css';
import '../shared/notices.css';
import './packageSettings.css';
import { packageSettingsChannel } from '../../src/protocol/packageSettingsProtocol.ts';
import { element } from '../shared/element.ts';
import { connectToExtension, keepState, restoreState } from '../shared/extensionChannel.ts';
import { FormView, type FormViewActions } from './formView.ts';

/** Dialogs and prompts take as long as people take. */
const untilAnswered = { timeoutMs: 24 * 60 * 60 * 1000 };

const channel = connectToExtension(packageSettingsChannel);

async function start(): Promise<void> {
  const { strings, form } = await channel.request('load', null);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    view.showError('');
    try {
      await work();
    } catch (error) {
      view.showError(error instanceof Error ? error.message : String(error));
    }
  };
  /** What was typed goes first, so that it is part of what follows. */
  const afterTyping = (work: () => Promise<unknown>): void => {
    void attempt(async () => {
      await view.flush();
      await work();
    });
  };
  const actions: FormViewActions = {
    strings,
    change: async (field, value) => await attempt(async () => await channel.request('change', { changes: [{ field, value }] })),
    browse: (field) => afterTyping(async () => await channel.request('browse', { field }, untilAnswered)),
    setPassword: (field) => afterTyping(async () => await channel.request('setPassword', { field }, untilAnswered)),
    forgetPassword: (field) => afterTyping(async () => await channel.request('forgetPassword', { field })),
    fix: (id) => afterTyping(async () => await channel.request('fix', { id }, untilAnswered)),
    addPlatform: (platform) => afterTyping(async () => await channel.request('addPlatform', { platform })),
    createPackage: (platform) => afterTyping(async () => await channel.request('createPackage', { platform }, untilAnswered)),
    cancelPackage: (platform) => afterTyping(async () => await channel.request('cancelPackage', { platform }, untilAnswered)),
    save: () => afterTyping(async () => await channel.request('save', null, untilAnswered)),
    openAsText: () => afterTyping(async () => await channel.request('openAsText', null)),
  };
  const view = new FormView(actions);
  view.show(form);
  document.body.replaceChildren(view.element);

  channel.on('form', (next) => view.show(next));
  channel.on('run', (run) => view.showRun(run));
  channel.on('reveal', ({ field }) => view.reveal(field));
  channel.on('flush', () => void view.flush().then(async () => await channel.request('flushed', null)));

  // The keys of VS Code's own Save are on their way already; what was typed must be there before them.
  window.addEventListener(
    'keydown',
    (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') void view.flush();
    },
    true,
  );
  document.addEventListener('visibilitychange', () => void view.flush());
  keepPlace(view);
}

/** The field and the place that were looked at, again after the page was hidden or reloaded. */
function keepPlace(view: FormView): void {
  const field = restoreState('field', '');
  const scroll = restoreState('scroll', 0);
  // The controls draw themselves in the next moment; before that they have neither height nor anything to focus.
  requestAnimationFrame(() => {
    window.scrollTo(0, scroll);
    if (document.hasFocus()) view.focusField(field);
    else window.addEventListener('focus', () => view.focusField(field), { once: true });
  });
  document.addEventListener('focusin', ({ target }) => {
    const holder = target instanceof Element ? target.closest<HTMLElement>('[data-field]') : null;
    keepState({ field: holder?.dataset['field'] ?? '' });
  });
  window.addEventListener('scrollend', () => keepState({ scroll: window.scrollY }));
}

// A page that stays empty would not even say that something is wrong.
start().catch((error: unknown) => {
  document.body.replaceChildren(element('p', { role: 'alert' }, error instanceof Error ? error.message : String(error)));
});
