import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layoutTreemap, type Rectangle } from '../../../../webview-ui/asset-viewer/parts/treemapLayout.ts';

const frame = { x: 0, y: 0, width: 100, height: 40 };
const close = 1e-6;

describe('the layout of a treemap', () => {
  it('gives one weight everything, and none to nothing', () => {
    assert.deepEqual(layoutTreemap([5], frame), [frame]);
    assert.deepEqual(layoutTreemap([], frame), []);
    assert.deepEqual(
      layoutTreemap([0, 0], frame).map(({ width, height }) => width * height),
      [0, 0],
    );
  });

  it('gives each its share, inside the frame and next to the others', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 40 }), (unsorted) => {
        const weights = unsorted.toSorted((a, b) => b - a);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const places = layoutTreemap(weights, frame);
        for (const [index, { x, y, width, height }] of places.entries()) {
          assert.ok(Math.abs(width * height - ((weights[index] ?? 0) / total) * 4000) < 1e-3);
          assert.ok(x >= -close && y >= -close && x + width <= 100 + close && y + height <= 40 + close);
        }
        assert.ok(!places.some((one, index) => places.slice(index + 1).some((other) => overlap(one, other))));
      }),
    );
  });

  it('keeps sides of equal weights alike', () => {
    for (const { width, height } of layoutTreemap(
      Array.from({ length: 10 }, () => 1),
      frame,
    ))
      assert.ok(width / height < 3 && height / width < 3);
  });
});

function overlap(a: Rectangle, b: Rectangle): boolean {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return wide > close && high > close;
}
