import { deepStrictEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { checkLayers, type Violation } from '../../scripts/layers/checkLayers.ts';
import { layerRules } from '../../scripts/layers/layerRules.ts';
import { readTree } from '../../scripts/layers/readTree.ts';
import { parseLayerFixture } from './layerFixture.ts';

const fixtures = new URL('fixtures/', import.meta.url);
const fileRules = ['barrel', 'docblock', 'import', 'index', 'name', 'room', 'world'];

function asText({ path, line, rule, message }: Violation): string {
  return `${path}:${line} (${rule}) ${message}`;
}

describe('the layers', () => {
  for (const name of readdirSync(fixtures)) {
    it(`are reported where ${name.replace('.txt', '')} is broken`, () => {
      const { files, violations } = parseLayerFixture(readFileSync(new URL(name, fixtures), 'utf8'));
      deepStrictEqual(checkLayers(files).map(asText), violations);
    });
  }

  it('have a fixture for each rule that breaks it', () => {
    const broken = readdirSync(fixtures).flatMap((name) => {
      const { files } = parseLayerFixture(readFileSync(new URL(name, fixtures), 'utf8'));
      return checkLayers(files).map(({ rule }) => rule);
    });
    const rules = [...fileRules, ...layerRules.map(({ room }) => room)];
    deepStrictEqual([...new Set(broken)].toSorted(), rules.toSorted());
  });

  it('hold in the product', () => {
    deepStrictEqual(checkLayers(readTree()).map(asText), []);
  });
});
