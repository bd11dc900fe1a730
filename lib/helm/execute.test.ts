import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { isRunning } from '../command-line/running';
import { execute } from './execute';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'execute-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A script that starts another program, which writes its process id to a file and never ends. */
const never = (file: string) => `sh -c 'echo $$ > ${file}-child; exec sleep 1000' & wait`;

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 500) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const pidIn = (file: string) => Number(readFileSync(file, 'utf8'));

test('a program that does not end is stopped, with all that it started', async () => {
  const file = path.join(folder, 'pid');

  const { status, stopped } = await execute('sh', ['-c', never(file)], { timeout: 1000 });

  expect({ status, stopped }).toEqual({
    status: undefined,
    stopped: { problem: 'sh did not end within 1 seconds', fix: expect.stringContaining('loop') },
  });
  await until(() => !isRunning(pidIn(`${file}-child`)));
});

test('a program that prints without end is stopped', async () => {
  const { status, out, stopped } = await execute('yes', [], { most: 1_000_000 });

  expect({ status, out, problem: stopped?.problem }).toEqual({
    status: undefined,
    out: '',
    problem: 'yes printed more than 1 MB',
  });
});

test('a program does not get the credentials of S3', async () => {
  Object.assign(process.env, { MINIO_SECRET_ACCESS_KEY: 'secret', AWS_ACCESS_KEY_ID: 'secret', OTHER: 'open' });
  try {
    const { out } = await execute('env', []);
    expect(out).toContain('OTHER=open');
    expect(out).not.toMatch(/^(MINIO|AWS)_|secret/m);
  } finally {
    for (const name of ['MINIO_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'OTHER']) delete process.env[name];
  }
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s to this process ends the program and all that it started, with exit code %i', async (signal, code) => {
  const file = path.join(folder, 'pid');
  const bundle = path.join(folder, 'execute.js');
  buildSync({ entryPoints: [path.join(__dirname, 'execute.ts')], bundle: true, platform: 'node', outfile: bundle });
  const script = `require(${JSON.stringify(bundle)}).execute('sh', ['-c', ${JSON.stringify(never(file))}])`;
  const child = spawn(process.execPath, ['-e', script]);
  const ended = new Promise((resolve) => child.on('close', resolve));
  await until(() => existsSync(`${file}-child`) && readFileSync(`${file}-child`, 'utf8') !== '');

  child.kill(signal);

  expect(await ended).toBe(code);
  await until(() => !isRunning(pidIn(`${file}-child`)));
});
