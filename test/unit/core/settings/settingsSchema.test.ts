import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { settingsSchema } from '../../../../src/core/settings/settingsSchema.ts';

const path = new URL('../../../../schemas/mobile-distribution.schema.json', import.meta.url);

describe('the JSON schema of the settings', () => {
  it('is what the model says (UPDATE_GOLDEN=1 writes it anew)', () => {
    const made: unknown = JSON.parse(JSON.stringify(settingsSchema()));
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`);
    deepStrictEqual(JSON.parse(readFileSync(path, 'utf8')), made);
  });
});
