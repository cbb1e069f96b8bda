import { strictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { nodePathTools } from '../../../src/node/nodePathTools.ts';

describe('nodePathTools', () => {
  it('writes relative paths with forward slashes', () => {
    strictEqual(nodePathTools.relative(join('/', 'a', 'b'), join('/', 'a', 'c', 'd')), '../c/d');
    strictEqual(nodePathTools.relative(join('/', 'a'), join('/', 'a')), '');
  });
});
