/** Runs the script of the bucket Job in a real shell, with a stand-in for `mc`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { script } from './script';

const folder = mkdtempSync(path.join(os.tmpdir(), 'bucket-'));
afterAll(() => rmSync(folder, { recursive: true }));

const BUCKET = { name: 'traces', endpoint: 's3.example.org', insecure: false };
const USER = { keys: { accessKeyId: 'ID', secretAccessKey: 'KEY' } };

/** Runs the script with Secrets in a temporary folder. @param mc the body of `mc`, with the number of its call in $call */
function run(mc: string): string[] {
  const log = path.join(folder, 'log');
  const programs = path.join(folder, 'bin');
  for (const file of ['admin/rootUser', 'admin/rootPassword', 'tempo/ID', 'tempo/KEY']) write(file, path.basename(file));
  write('bin/sleep', `#!/bin/sh\necho "sleep $1" >> ${log}\n`);
  write('bin/mc', `#!/bin/sh\necho "mc $*" >> ${log}\nline() { echo "$1" >> ${log}; }\ncall=$(grep -c ^mc ${log})\n${mc}\n`);
  write('log', '');
  const text = script(BUCKET, USER).replaceAll(/ \/(admin|tempo|bootstrap|scratch)\//g, ` ${folder}/$1/`);
  execFileSync('sh', ['-c', text], {
    env: { PATH: `${programs}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  return readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/mc --config-dir \S+ --quiet /, '').replaceAll(`${folder}/`, '/'));
}

function write(file: string, text: string): void {
  const whole = path.join(folder, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text, { mode: 0o755 });
}

const STEPS = [
  'alias set server https://s3.example.org --api s3v4 --path auto',
  'mb --ignore-existing server/traces',
  'admin policy create server tempo-traces /bootstrap/user_policy.json',
  'admin user add server',
  'admin policy attach server tempo-traces --user ID',
];

test('runs each step once, with the keys on standard input', () => {
  expect(run('case "$*" in *alias*|*"user add"*) cat | while read -r key; do line "key $key"; done ;; esac')).toEqual([
    STEPS[0],
    'key rootUser',
    'key rootPassword',
    ...STEPS.slice(1, 4),
    'key ID',
    'key KEY',
    STEPS[4],
  ]);
});

test.each(STEPS.map((step, index) => [step, index + 1] as const))('starts again after a failure of: %s', (_step, failing) => {
  expect(run(`[ "$call" -ne ${failing} ]`)).toEqual([...STEPS.slice(0, failing), 'sleep 2', ...STEPS]);
});

test('waits as long as the server does, with pauses of at most a minute', () => {
  const pauses = run('[ "$call" -gt 200 ]').filter((line) => line.startsWith('sleep'));

  expect(pauses).toHaveLength(200);
  expect(pauses.slice(0, 7)).toEqual([2, 4, 8, 16, 32, 60, 60].map((seconds) => `sleep ${seconds}`));
  expect(new Set(pauses.slice(5))).toEqual(new Set(['sleep 60']));
});

test('reads the Secrets again in each attempt, because they may be corrected', () => {
  const corrected = `printf corrected > ${folder}/tempo/ID`;

  expect(run(`[ "$call" -ne 5 ] || { ${corrected}; false; }`).at(-1)).toBe('admin policy attach server tempo-traces --user corrected');
});
