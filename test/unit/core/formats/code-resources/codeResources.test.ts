import assert from 'node:assert/strict';
import { fromUtf8, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { encodeCodeResources, isNeverListed, parseCodeResources } from '../../../../../src/core/formats/code-resources/codeResources.ts';
import { parseResourceRules, resourceRuleMatcher } from '../../../../../src/core/formats/code-resources/resourceRules.ts';
import { createPlist } from '../../../../../src/core/formats/plist/plistValue.ts';

const sha1 = new Uint8Array(20).fill(1);
const sha256 = new Uint8Array(32).fill(2);
const file = (path: string) => ({ path, sha1, sha256 });

function listed(text: string, key: string): string {
  return new RegExp(`<key>${key}</key>\n\t(<dict>.*?\n\t</dict>|<dict/>)`, 's').exec(text)?.[1] ?? '';
}

describe('CodeResources', () => {
  it('is written as Apple writes it', () => {
    const text = fromUtf8(
      encodeCodeResources([file('www/a&b.html'), file('Info.plist'), file('en.lproj/x'), { path: 'link', symlink: 'www' }], false),
    );
    assert.equal(
      listed(text, 'files'),
      `<dict>
		<key>Info.plist</key>
		<data>
		AQEBAQEBAQEBAQEBAQEBAQEBAQE=
		</data>
		<key>en.lproj/x</key>
		<dict>
			<key>hash</key>
			<data>
			AQEBAQEBAQEBAQEBAQEBAQEBAQE=
			</data>
			<key>optional</key>
			<true/>
		</dict>
		<key>www/a&amp;b.html</key>
		<data>
		AQEBAQEBAQEBAQEBAQEBAQEBAQE=
		</data>
	</dict>`,
    );
    assert.equal(
      listed(text, 'files2'),
      `<dict>
		<key>en.lproj/x</key>
		<dict>
			<key>hash2</key>
			<data>
			AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
			</data>
			<key>optional</key>
			<true/>
		</dict>
		<key>link</key>
		<dict>
			<key>symlink</key>
			<string>www</string>
		</dict>
		<key>www/a&amp;b.html</key>
		<dict>
			<key>hash2</key>
			<data>
			AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
			</data>
		</dict>
	</dict>`,
    );
    assert.ok(
      text.includes(
        '<key>^.*\\.lproj/</key>\n\t\t<dict>\n\t\t\t<key>optional</key>\n\t\t\t<true/>\n\t\t\t<key>weight</key>\n\t\t\t<real>1000</real>',
      ),
    );
  });

  it('has both hashes where the code has both', () => {
    const parsed = parseCodeResources(encodeCodeResources([file('a'), file('Base.lproj/b')], true));
    assert.ok(!('problem' in parsed));
    assert.deepEqual(parsed.current?.files.get('a'), { sha1, sha256, isOptional: false });
    assert.deepEqual(parsed.legacy?.files.get('Base.lproj/b'), { sha1, isOptional: false });
  });

  it('leaves out what is never listed and what its rules omit', () => {
    for (const [path, isNever] of [
      ['Hello', true],
      ['CodeResources', true],
      ['_CodeSignature/CodeResources', true],
      ['_MASReceipt/receipt', true],
      ['PlugIns/A.appex/_CodeSignature/CodeResources', false],
      ['www/Hello', false],
    ] as const)
      assert.equal(isNeverListed(path, 'Hello'), isNever, path);
    const parsed = parseCodeResources(
      encodeCodeResources([file('PkgInfo'), file('a/.DS_Store'), file('de.lproj/locversion.plist')], false),
    );
    assert.ok(!('problem' in parsed));
    assert.deepEqual([...(parsed.current?.files.keys() ?? [])], []);
    assert.deepEqual([...(parsed.legacy?.files.keys() ?? [])], ['PkgInfo', 'a/.DS_Store']);
  });

  it('reads entries of nested code, and a list of old systems alone', () => {
    const plist = '<plist><dict><key>files</key><dict/><key>rules</key><dict/></dict></plist>';
    const parsed = parseCodeResources(utf8(plist));
    assert.ok(!('problem' in parsed) && parsed.legacy && !parsed.current);
    const nested =
      '<plist><dict><key>files2</key><dict><key>A.framework</key><dict><key>cdhash</key><data>AQ==</data></dict></dict><key>rules2</key><dict/></dict></plist>';
    const list = parseCodeResources(utf8(nested));
    assert.ok(!('problem' in list));
    assert.deepEqual(list.current?.files.get('A.framework'), { cdhash: Uint8Array.of(1), isOptional: false });
  });

  function refuse(plist: string | Bytes, problem: RegExp): void {
    const parsed = parseCodeResources(typeof plist === 'string' ? utf8(`<plist><dict>${plist}</dict></plist>`) : plist);
    assert.ok('problem' in parsed);
    assert.match(parsed.problem, problem);
  }

  it('says what is wrong with it', () => {
    refuse(utf8('x'), /not a property list/);
    refuse('', /neither files nor files2/);
    refuse('<key>files2</key><array/><key>rules2</key><dict/>', /files2 is not a dictionary/);
    refuse('<key>files2</key><dict/>', /rules2 has no rules/);
    refuse('<key>files2</key><dict><key>a</key><dict/></dict><key>rules2</key><dict/>', /entry of a has no hash/);
  });
});

describe('resource rules', () => {
  const verdictOf = resourceRuleMatcher(
    parseResourceRules(
      createPlist({
        '^': true,
        '^a/': { optional: true, weight: 10 },
        '^a/b/': { omit: true, weight: 10 },
        '^no/': false,
        '^code/': { nested: true, weight: 5 },
        '^c': { weight: 20.5, optional: true },
      }),
    ) ?? [],
  );

  it('go by weight, and omit on a tie', () => {
    for (const [path, verdict] of [
      ['x', 'sealed'],
      ['a/x', 'optional'],
      ['a/b/x', 'omitted'],
      ['no/x', 'omitted'],
      ['code/x', 'optional'],
    ] as const)
      assert.equal(verdictOf?.(path), verdict, path);
  });

  it('leave out what no rule fits', () => assert.equal(resourceRuleMatcher([])?.('x'), 'omitted'));

  it('are refused when there are too many, or one is malformed', () => {
    assert.equal(
      parseResourceRules(createPlist(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`^${index}`, true])))),
      undefined,
    );
    assert.equal(resourceRuleMatcher(parseResourceRules(createPlist({ '(': true })) ?? []), undefined);
  });

  it('seal everything once they have taken too long', () => {
    const slow = resourceRuleMatcher(parseResourceRules(createPlist({ [`^${'(x|y)*'.repeat(60)}$`]: { omit: true } })) ?? []);
    const verdicts = new Set(Array.from({ length: 60 }, (_, index) => slow?.(`${'x'.repeat(1000)}${index % 2 === 0 ? '' : 'z'}`)));
    assert.ok(verdicts.has('sealed'));
  });
});
