import { deepStrictEqual, ok } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { contradictionsIn, withChosen } from '../../../../../src/core/settings/import/contradictions.ts';
import { type ImportFolder, proposeImport } from '../../../../../src/core/settings/import/proposeImport.ts';

function folderOf(files: Readonly<Record<string, string>>): ImportFolder {
  return {
    bytes: async (...relative) => {
      const text = files[relative.join('/')];
      return text === undefined ? undefined : utf8(text);
    },
    entries: async () => Object.keys(files).map((name) => ({ name, kind: 'file' as const })),
  };
}

const files = {
  'app.json': '{ "expo": { "name": "Hello", "version": "1.2.3", "android": { "package": "com.acme.hello" } } }',
  'app.config.ts': "export default { name: 'Other', version: '1.2.3' };",
  'capacitor.config.json': '{ "appId": "com.acme.other", "appName": "Other" }',
};

describe('files of other tools that contradict each other', () => {
  it('are told for each setting, what counts first, and what several say once', async () => {
    const found = contradictionsIn(await proposeImport(folderOf(files), ''));
    deepStrictEqual(
      found.map((values) => values.map(({ path, value, origin }) => `${path.join('.')}=${value} ${origin.file}`)),
      [
        ['name=Other app.config.ts', 'name=Hello app.json'],
        ['android.appIdentifier=com.acme.hello app.json', 'android.appIdentifier=com.acme.other capacitor.config.json'],
      ],
    );
  });

  it('give the proposal what was chosen, and leave the rest', async () => {
    const proposal = await proposeImport(folderOf(files), '');
    const name = contradictionsIn(proposal)[0]?.[1];
    ok(name);
    const { values, after } = withChosen({ ...proposal, after: proposal.settings.after }, [name]);
    const written: unknown = JSON.parse(after);
    deepStrictEqual(written, { ...JSON.parse(proposal.settings.after), name: 'Hello' });
    deepStrictEqual(
      values.map(({ path }) => path),
      proposal.values.map(({ path }) => path),
    );
    ok(values.includes(name));
  });

  it('are those of one file too, and nothing is taken of it before it was chosen', async () => {
    const proposal = await proposeImport(
      folderOf({ 'capacitor.config.ts': "export default qa ? { appName: 'QA' } : { appName: 'Hello' };" }),
      '',
    );
    deepStrictEqual(proposal.values, []);
    const [choice] = contradictionsIn(proposal);
    deepStrictEqual(
      choice?.map(({ value }) => value),
      ['QA', 'Hello'],
    );
    const name = choice?.[1];
    ok(name);
    const { values, after } = withChosen({ ...proposal, after: proposal.settings.after || '{}' }, [name]);
    deepStrictEqual([values, JSON.parse(after)], [[name], { name: 'Hello' }]);
  });

  it('are none where they say the same, or where the settings say it', async () => {
    const settings = '{ "name": "Mine", "android": { "appIdentifier": "com.acme.mine" } }';
    deepStrictEqual(contradictionsIn(await proposeImport(folderOf(files), settings)), []);
  });
});
