import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { layoutTimeline } from '../../../../../src/extension/shared/asset-page/timeline.ts';
import { type AssetTimeline } from '../../../../../src/protocol/assetViewerProtocol.ts';

const now = new Date('2026-11-21T00:00:00Z');

function layout(periods: readonly (readonly [from: string, to: string])[], deadline?: string): AssetTimeline | undefined {
  return layoutTimeline({
    periods: periods.map(([from, to]) => ({ label: from, text: '', tone: 'good', from: new Date(from), to: new Date(to) })),
    now,
    today: 'today',
    deadlines: deadline === undefined ? [] : [{ at: new Date(deadline), label: 'deadline' }],
    tickLabel: (date, unit) => date.toISOString().slice(0, unit === 'year' ? 4 : 7),
  });
}

function labels(timeline: AssetTimeline | undefined): readonly string[] {
  return timeline?.ticks.map(({ label }) => label) ?? [];
}

describe('a timeline', () => {
  it('puts everything on one axis, in order and inside it', () => {
    const timeline = layout([['2024-01-01', '2050-01-01']], '2033-10-22');
    ok(timeline);
    const [row] = timeline.rows;
    const [today, deadline] = timeline.marks;
    ok(row && today && deadline);
    const order = [0, row.from, today.at, deadline.at, row.to, 1];
    deepStrictEqual(
      order.toSorted((a, b) => a - b),
      order,
    );
  });

  it('has today and the deadline also where a period is over before them', () => {
    const timeline = layout([['2010-01-01', '2012-01-01']], '2033-10-22');
    ok(timeline?.marks.every(({ at }) => at > 0 && at < 1));
  });

  it('counts in years when it is long, and in months when it is short', () => {
    deepStrictEqual(labels(layout([['2024-05-01', '2051-05-01']])), ['2025', '2030', '2035', '2040', '2045', '2050']);
    deepStrictEqual(labels(layout([['2026-05-01', '2027-05-01']])), [
      '2026-05',
      '2026-07',
      '2026-09',
      '2026-11',
      '2027-01',
      '2027-03',
      '2027-05',
    ]);
  });

  it('ends somewhere for what never ends', () => {
    const timeline = layout([['2024-01-01', '9999-12-31']]);
    strictEqual(timeline?.rows[0]?.to, 1);
    ok(labels(timeline).length < 8);
    ok((timeline?.marks[0]?.at ?? 0) > 0.02);
  });

  it('leaves out what is not a period, and is nothing without any', () => {
    strictEqual(layout([['never', '2030-01-01']]), undefined);
    strictEqual(layout([['2031-01-01', '2030-01-01']]), undefined);
    const mixed = layout([
      ['never', '2030-01-01'],
      ['2020-01-01', '2030-01-01'],
    ]);
    strictEqual(mixed?.rows.length, 1);
    strictEqual(layout([]), undefined);
  });
});
