import { strictEqual } from 'node:assert/strict';
import { windowsPathProblem } from '../../../../src/core/base/windowsPath.ts';

function check(paths: readonly string[], expected: string | undefined): void {
  for (const path of paths) strictEqual(windowsPathProblem(path), expected, path);
}

describe('windowsPathProblem', () => {
  it('takes ordinary paths, long and network ones too', () =>
    check(
      [
        'out\\hello.apk',
        'C:\\x\\..\\y.apk',
        'C:/x/.mobile-distribution',
        '.\\a',
        '\\\\server\\share\\a b.apk',
        '\\\\?\\C:\\x',
        'common.apk',
        'console',
        'com10',
        'auxiliary.apk',
        'nullable',
        'C:\\',
      ],
      undefined,
    ));

  it('names of devices, with extensions, blanks and in any folder', () =>
    check(
      [
        'NUL',
        'nul.apk',
        'C:\\out\\aux',
        'aux\\hello.apk',
        'COM1',
        'com\u00B9.txt',
        'Lpt9.tar.gz',
        'con .apk',
        'PRN',
        'CONIN$',
        'out/CONOUT$',
      ],
      'the name is reserved for a device',
    ));

  it('paths of devices', () => check(['\\\\.\\COM1', '\\\\.\\PhysicalDrive0', '//./pipe/x'], 'it is a device path'));

  it('drive-relative paths', () => check(['a:b.apk', 'C:out\\x.apk', 'C:', '\\\\?\\C:x'], 'a backslash is missing after the drive letter'));

  it('alternate data streams', () =>
    check(['C:\\out\\x.apk:hidden', 'x.apk::$DATA', 'dir:$I30\\x'], 'a colon in a file name refers to a hidden data stream'));

  it('names that Windows changes', () =>
    check(['out\\x.apk.', 'out\\x.apk ', 'folder.\\x', 'folder \\x', '...'], 'Windows removes dots and spaces at the end of a name'));

  it('characters that are not allowed', () =>
    check(['a<b', 'a?.apk', 'a*', 'x"y', 'a|b', 'a\u0001b'], 'it contains a character that Windows does not allow in names'));
});
