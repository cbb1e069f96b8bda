/**
 * Lays periods out on one axis of time, with today and other dates as marks. Pure. Dates that no axis could contain (the year 9999 stands
 * for "no end") reach its edge; dates that are none are left out.
 */

import { type AssetTimeline, type AssetTone } from '../../../protocol/assetViewerProtocol.ts';

export interface TimelineInput {
  readonly periods: readonly {
    readonly label: string;
    readonly text: string;
    readonly tone: AssetTone;
    readonly from: Date;
    readonly to: Date;
  }[];
  readonly now: Date;
  readonly today: string;
  readonly deadlines?: readonly { readonly at: Date; readonly label: string }[];
  /** The text below a tick: of months when the axis is short, else of years. */
  readonly tickLabel: (date: Date, unit: 'month' | 'year') => string;
}

const yearMs = 365.25 * 24 * 60 * 60 * 1000;
const mostYearsBefore = 30;
const mostYearsAfter = 60;
/** Relative to the length of the axis, so that nothing touches its edge. */
const margin = 0.02;
const mostTicks = 7;

export function layoutTimeline({ periods, now, today, deadlines = [], tickLabel }: TimelineInput): AssetTimeline | undefined {
  const shown = periods.filter(({ from, to }) => !Number.isNaN(from.getTime()) && !Number.isNaN(to.getTime()) && from <= to);
  if (shown.length === 0 || Number.isNaN(now.getTime())) return undefined;
  const least = now.getTime() - mostYearsBefore * yearMs;
  const most = now.getTime() + mostYearsAfter * yearMs;
  const times = [now, ...deadlines.map(({ at }) => at), ...shown.flatMap(({ from, to }) => [from, to])].map((date) =>
    Math.min(most, Math.max(least, date.getTime())),
  );
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max(last - first, yearMs / 12) * margin;
  const [start, end] = [first - room, last + room];
  const at = (date: Date): number => Math.min(1, Math.max(0, (date.getTime() - start) / (end - start)));
  return {
    kind: 'timeline',
    rows: shown.map(({ label, text, tone, from, to }) => ({ label, text, tone, from: at(from), to: at(to) })),
    marks: [
      { kind: 'today', at: at(now), label: today },
      ...deadlines.map((deadline) => ({ kind: 'deadline' as const, at: at(deadline.at), label: deadline.label })),
    ],
    ticks: ticks(new Date(start), new Date(end)).map(({ date, unit }) => ({ at: at(date), label: tickLabel(date, unit) })),
  };
}

interface Tick {
  readonly date: Date;
  readonly unit: 'month' | 'year';
}

const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240] as const;

/** Round dates, as few that their labels have room. */
function ticks(start: Date, end: Date): readonly Tick[] {
  const monthOf = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();
  const [first, last] = [monthOf(start) + 1, monthOf(end)];
  const step = monthSteps.find((months) => Math.floor(last / months) - Math.ceil(first / months) < mostTicks) ?? 480;
  const found: Tick[] = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step)
    found.push({ date: new Date(Date.UTC(Math.floor(month / 12), month % 12, 1)), unit: step < 12 ? 'month' : 'year' });
  return found;
}
