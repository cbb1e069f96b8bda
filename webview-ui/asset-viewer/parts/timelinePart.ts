/**
 * Periods as bars on one axis: what is over is faint, what is left is strong. Marks have a separate line each, so that their words
 * never meet. Text next to the picture says the same.
 */

import { type AssetTimeline } from '../../../src/protocol/assetViewerProtocol.ts';
import { element } from '../../shared/element.ts';
import { toneMark } from '../badgeRow.ts';
import { type ViewerActions } from '../viewerActions.ts';

export function timelinePart({ rows, marks, ticks }: AssetTimeline, { strings }: ViewerActions): HTMLElement {
  const today = marks.find(({ kind }) => kind === 'today')?.at ?? 0;
  const periods = rows.map(({ label, text, tone, from, to }) => {
    const bar = element('div', { className: 'timeline-track', ariaHidden: 'true' }, stretch('timeline-over', from, to));
    if (to > today) bar.append(stretch('timeline-left', Math.max(from, today), to));
    const words = element(
      'p',
      { className: 'timeline-words' },
      ...toneMark(tone, strings),
      element('span', { className: 'timeline-label' }, label),
      element('span', { className: 'note' }, text),
    );
    return element('li', { className: `timeline-row ${tone}` }, words, bar);
  });
  const flags = marks.map(({ kind, at, label }) => {
    const words = besides(element('span', { className: 'timeline-flag-text' }, label), at);
    return element('li', { className: `timeline-flag ${kind}` }, words, line(`timeline-mark ${kind}`, at));
  });
  const scale = ticks.map(({ at, label }) => placed(element('span', { className: 'timeline-tick' }, label), at, roomFor.year));
  return element(
    'div',
    { className: 'timeline' },
    element('ul', { className: 'timeline-flags' }, ...flags),
    element('div', { className: 'timeline-grid', ariaHidden: 'true' }, ...ticks.map(({ at }) => line('timeline-line', at))),
    element('ul', { className: 'timeline-rows' }, ...periods),
    element('div', { className: 'timeline-scale', ariaHidden: 'true' }, ...scale),
  );
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(2)}%`;
}

function stretch(className: string, from: number, to: number): HTMLElement {
  const made = element('div', { className });
  made.style.insetInlineStart = percent(from);
  made.style.inlineSize = percent(to - from);
  return made;
}

function line(className: string, at: number): HTMLElement {
  const made = element('div', { className, ariaHidden: 'true' });
  made.style.insetInlineStart = percent(at);
  return made;
}

/** Up to which place of the axis words have room behind it. */
const roomFor = { sentence: 0.6, year: 0.93 };

/** A sentence at a place, behind it or before it, in as many lines as it needs there. */
function besides(made: HTMLElement, at: number): HTMLElement {
  const isBehind = at <= roomFor.sentence;
  made.classList.add(isBehind ? 'behind' : 'before');
  if (isBehind) made.style.marginInlineStart = percent(at);
  else made.style.marginInlineEnd = percent(1 - at);
  return made;
}

/** Words at a place: behind it, or before it where the axis ends. */
function placed(made: HTMLElement, at: number, lastPlace: number): HTMLElement {
  if (at <= lastPlace) made.style.insetInlineStart = percent(at);
  else made.style.insetInlineEnd = percent(1 - at);
  return made;
}
