/** SIGINT and SIGTERM at any time: nothing is left behind. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isRunning } from '../../lib/command-line/running';
import { ROOT, Workspace } from '../workspace';

const at = new Workspace();
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Runs a program and sends it a signal. @param when resolves at the time of the signal */
async function interrupted(signal: keyof typeof CODES, args: readonly string[], when: () => Promise<unknown>) {
  mkdirSync(path.join(at.folder, 'tmp'), { recursive: true });
  const child = spawn(process.execPath, [path.join(ROOT, 'lib/launch.js'), ...args], {
    cwd: at.folder,
    env: { ...process.env, TMPDIR: path.join(at.folder, 'tmp'), HELM: path.join(at.folder, 'helm') },
  });
  const ended = new Promise<number | string | null>((resolve) => child.on('close', (code, by) => resolve(code ?? by)));
  await when();
  child.kill(signal);
  return ended;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const leftIn = () => ({
  top: readdirSync(at.folder).filter((name) => name.startsWith('.')),
  tmp: readdirSync(path.join(at.folder, 'tmp')),
});

test('a synth that is interrupted leaves nothing, and the output is whole', async () => {
  const whole: string[] = [];
  for (let run = 0; run < 20; run++) {
    const signal = run % 2 === 0 ? 'SIGINT' : 'SIGTERM';
    at.write('clusters/home.yaml', at.contentOf('clusters')['home.yaml']?.replace(/revision: .*/, `revision: r${run}`) ?? '');

    const end = await interrupted(signal, ['main.ts'], () => sleep(80 + run * 25));

    // Where there is nothing to clean up, the signal itself ends the process, and a shell reports the same code.
    expect([0, CODES[signal], signal]).toContain(end);
    expect(leftIn()).toEqual({ top: [], tmp: [] });
    const texts = Object.values(at.contentOf('dist')).join('\n');
    whole.push([...new Set([...texts.matchAll(/targetRevision: (r\d+|main)/g)].map(([, revision]) => revision))].join(' '));
  }
  expect(whole.filter((revisions) => revisions.includes(' '))).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends Helm, and removes what it was working on', async (signal) => {
  cpSync(path.join(ROOT, 'schema'), path.join(at.folder, 'schema'), { recursive: true });
  at.write('helm', `#!/bin/sh\n[ "$1" = version ] && echo v4.1.4 && exit\necho $$ > ${at.folder}/pid\nsleep 1000\n`);
  chmodSync(path.join(at.folder, 'helm'), 0o755);
  const helmStarts = async () => {
    while (!existsSync(path.join(at.folder, 'pid'))) await sleep(20);
  };

  const end = await interrupted(signal, ['commands/verify.ts', '--charts', path.join(ROOT, 'test/charts')], helmStarts);

  expect(end).toBe(CODES[signal]);
  expect(leftIn()).toEqual({ top: [], tmp: [] });
  const pid = Number(readFileSync(path.join(at.folder, 'pid'), 'utf8'));
  for (let tries = 0; isRunning(pid) && tries < 100; tries++) await sleep(20);
  expect(isRunning(pid)).toBe(false);
});
