import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commandList } from '../../../src/cli/commands/commandList.ts';
import { commandLine, type CommandLineOptions } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';

async function checkUsage(args: readonly string[], expected: string, options: CommandLineOptions = {}): Promise<void> {
  const { exitCode, out, err } = await commandLine(new MemoryFiles({ '/app/www/index.html': '' }), args, options);
  deepStrictEqual({ exitCode, out, err }, { exitCode: 2, out: '', err: `error: ${expected}` });
}

describe('the command line', () => {
  it('prints its version, and help for itself, a noun and every command', async () => {
    const files = new MemoryFiles();
    strictEqual((await commandLine(files, ['--version'])).out, '0.1.0\n');
    for (const args of [[], ['--help'], ['help'], ['package', '--help'], ...commandList.map(({ path }) => [...path, '--help'])]) {
      const { exitCode, out, err } = await commandLine(files, args);
      deepStrictEqual([exitCode, err], [0, ''], args.join(' '));
      match(out, /^Usage: mdist/m);
      match(out, /^Examples:$/m);
      ok(
        out.split('\n').every((line) => !line.endsWith(' ')),
        args.join(' '),
      );
    }
    strictEqual(
      (await commandLine(files, ['help', 'package', 'create'])).out,
      (await commandLine(files, ['package', 'create', '--help'])).out,
    );
  });

  it('parses its own examples', async () => {
    for (const listed of commandList) {
      const { path, examples } = await listed.load();
      deepStrictEqual(path, listed.path);
      for (const example of examples) {
        const words = Array.from(example.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
        deepStrictEqual(words.slice(0, 1 + path.length), ['mdist', ...path]);
        strictEqual((await commandLine(new MemoryFiles(), [...words.slice(1), '--help'])).exitCode, 0, example);
      }
    }
  });

  it('says which word is wrong, and what was probably meant', async () => {
    await checkUsage(['pakage', 'create'], 'Unknown command: pakage\nDid you mean mdist package\n');
    await checkUsage(['frobnicate'], 'Unknown command: frobnicate\nmdist --help lists all commands\n');
    await checkUsage(['package', 'craete'], 'Unknown command: package craete\nDid you mean mdist package create\n');
    await checkUsage(['package'], 'mdist package needs a verb\nAdd one of create, list, inspect, verify, convert, sign\n');
    await checkUsage(
      ['package', 'create', '--build-typ', 'debug'],
      'package create has no option --build-typ\nDid you mean --build-type\n',
    );
    await checkUsage(['package', 'create', '--build-type', 'relase'], '--build-type cannot be relase\nDid you mean release\n');
    await checkUsage(['package', 'create', '--alias'], '--alias needs a value\nUse --alias NAME\n');
    await checkUsage(['package', 'create', '--alias', '--quiet'], '--alias needs a value\nUse --alias NAME\n');
    await checkUsage(['package', 'create', '--alias', 'a', '--alias', 'b'], '--alias appears twice\nUse it once\n');
    await checkUsage(
      ['package', 'create', '--version-code', '1.5'],
      '--version-code must be a whole number from 1 to 9007199254740991, not 1.5\nUse --version-code 1\n',
    );
    await checkUsage(['package', 'create', 'x'], 'Unexpected argument: x\nName the folder of the app with --app x\n');
    await checkUsage(['package', 'inspect'], 'FILE is missing\nUse mdist package inspect FILE\n');
    await checkUsage(['package', 'create', '--quiet=yes'], '--quiet takes no value\nmdist package create --help lists the options\n');
    await checkUsage(
      ['--app', 'x', 'validate'],
      'The command is missing before the options\nStart with a command, such as mdist package create\n',
    );
  });

  it('answers wrong usage with a document when one is asked for', async () => {
    const { exitCode, out, err } = await commandLine(new MemoryFiles(), ['package', 'craete', '--json']);
    deepStrictEqual([exitCode, err], [2, '']);
    deepStrictEqual(JSON.parse(out), {
      error: { code: 'usage-wrong', message: 'Unknown command: package craete', hint: 'Did you mean mdist package create' },
      issues: [],
    });
  });

  it('refuses a password among the arguments and does not repeat it', async () => {
    for (const args of [
      ['package', 'create', '--keystore-password', 'hunter2'],
      ['package', 'create', '--keystore-password=hunter2'],
      ['keystore', 'inspect', 'a.p12', '--password', 'hunter2'],
      ['package', 'sign', 'a.apk', '--storepass', 'hunter2'],
    ]) {
      const { exitCode, out, err } = await commandLine(new MemoryFiles(), args);
      deepStrictEqual([exitCode, out], [2, '']);
      ok(!err.includes('hunter2'), err);
    }
    const { err } = await commandLine(new MemoryFiles(), ['package', 'create', '--key-password', 'x']);
    match(err, /^error: A password in an argument is visible to every program on this machine/);
  });

  it('tells an internal error from everything else', async () => {
    const files = new MemoryFiles();
    files.stat = async () => {
      throw new TypeError('boom');
    };
    const { exitCode, err } = await commandLine(files, ['validate']);
    strictEqual(exitCode, 70);
    match(err, /^mdist has an internal error: boom/);
    strictEqual(JSON.parse((await commandLine(files, ['validate', '--json'])).out).error.code, 'defect');
  });
});
