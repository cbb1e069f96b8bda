/**
 * `npm start`: the extension, packed and installed as a user would, in a real VS Code that any browser can open, on a copy
 * of `samples` in `out/start`. Needs nothing but Node, npm and git on Linux; the first time it installs VS Code's server.
 * The workspace and the data of VS Code are kept from one start to the next; `--fresh` begins again. Opens no browser itself.
 */

import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { formatByteSize } from '../../src/core/base/byteSize.ts';
import { lanAddresses } from '../../src/node/lanAddresses.ts';
import { heading, line, step, strong } from '../demo/demoScreen.ts';
import { packExtension } from '../package/packExtension.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { ensureVsCode } from '../vscode/vscodeInstallation.ts';
import { VsCodeServer } from '../vscode/vscodeServer.ts';
import { vscodeCache } from '../vscode/vscodeStage.ts';

const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false }, port: { type: 'string', default: '8123' } } });
const folder = join(projectRoot, 'out', 'start');
const workspace = join(folder, 'samples');

try {
  await start();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  heading('Mobile Distribution in a real VS Code');
  const packed = await step(
    'Pack the extension',
    packExtension,
    ({ path, sizeBytes }) => `${basename(path)}, ${formatByteSize(sizeBytes)}`,
  );
  const installation = await step(
    'VS Code’s server',
    () => ensureVsCode(vscodeCache, line),
    () => relative(projectRoot, vscodeCache),
  );
  await step(
    'Copy the samples',
    copySamples,
    (wasThere) => `${relative(projectRoot, workspace)}${wasThere ? ', kept from the last time' : ''}`,
  );
  // This server forwards no ports, so phones are sent to this machine itself.
  const [network] = lanAddresses();
  const server = await step('Install the extension and start', () =>
    VsCodeServer.start({
      installation,
      dataFolder: join(folder, 'data'),
      extensions: [packed.path],
      port: Number(values.port),
      ...(network && { settings: { 'mobileDistribution.sharing.address': network.address } }),
      // A folder for the debug key, so that a try leaves nothing in the home folder.
      env: { XDG_CONFIG_HOME: join(folder, 'config'), VSCODE_PROXY_URI: '' },
    }),
  );
  heading('Open this address in a browser; Ctrl+C ends it');
  line();
  line(strong(`${server.url}/?folder=${encodeURI(workspace)}`));
  line();
  line('The view “Mobile Distribution” is in the activity bar; F1 and “Mobile Distribution” lists the commands.');
  try {
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), server.ended]);
  } finally {
    server.stop();
  }
}

/** Whether there was a copy already. */
function copySamples(): boolean {
  if (values.fresh) rmSync(folder, { recursive: true, force: true });
  const wasThere = existsSync(workspace);
  mkdirSync(folder, { recursive: true });
  const samples = join(projectRoot, 'samples');
  if (!wasThere) cpSync(samples, workspace, { recursive: true, filter: (path) => basename(path) !== '.mobile-distribution' });
  return wasThere;
}
