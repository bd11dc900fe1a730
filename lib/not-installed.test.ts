/** A clone without packages, and without a packed program. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');
const clone = mkdtempSync(path.join(os.tmpdir(), 'clone-'));
beforeAll(() => {
  for (const part of ['bin', 'lib']) cpSync(path.join(ROOT, part), path.join(clone, part), { recursive: true });
});
afterAll(() => rmSync(clone, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: clone, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test.each([[[]], [['--help']], [['synth', 'home']]])('tempo-gitops %j says what to run instead', (args) => {
  const stderr =
    'build/package/tempo-gitops.js does not exist; in a clone, run `npm ci && npm run synth`, or another command of README.md; `npm pack` makes a package with tempo-gitops\n';

  expect(run('bin/tempo-gitops.js', ...args)).toEqual({ status: 1, stdout: '', stderr });
});

test.each([['lib/launch.js', 'main.ts'], ['lib/bundle/pack.js']])('%s says that the packages are not installed', (...args) => {
  expect(run(...args)).toEqual({ status: 1, stdout: '', stderr: 'the packages of tempo-gitops are not installed; run `npm ci`\n' });
});
