import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRunning } from '../../lib/command-line/running';
import { whyNoNamespaces } from './namespaces';
import { whyNoPrograms } from './prepare';

const why = whyNoNamespaces();

// A test that cannot run says so by its name.
(why === undefined ? test : test.skip)(
  `a signal ends what is inside too, and no folder stays${why ? `: not run, ${why}` : ''}`,
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'live-ended-'));
    try {
      const child = spawn(process.execPath, ['lib/launch.js', 'test/live/ended.inside.ts'], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, TMPDIR: folder },
      });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const pid = await new Promise<number>((resolve) => child.stdout.once('data', (line) => resolve(Number(line))));
      expect(isRunning(pid)).toBe(true);
      expect(readdirSync(folder)).toContainEqual(expect.stringMatching(/^live-dns-/));
      child.kill('SIGTERM');

      expect(await ended).toBe(143);
      for (const end = Date.now() + 5000; isRunning(pid) && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(isRunning(pid)).toBe(false);
      expect(readdirSync(folder).filter((name) => name.startsWith('live-dns-'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test('what every scenario needs is named', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'live-programs-'));
  try {
    writeFileSync(path.join(folder, 'kubectl'), '', { mode: 0o755 });

    expect(whyNoPrograms({ PATH: folder })).toBe('openssl not found on PATH');
    writeFileSync(path.join(folder, 'openssl'), '', { mode: 0o755 });
    expect(whyNoPrograms({ PATH: folder })).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
