/** The common behaviour of all commands, each run as a process. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const launched = (program: string) => `"${process.execPath}" "${path.join(ROOT, 'lib/launch.js')}" ${program}`;
const shell = (script: string) => {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
};

test('a reader that closes the pipe early is not an error', () => {
  // The exit code of the command itself, which prints after its reader has exited.
  const { stdout, stderr } = shell(`{ ${launched('commands/releases.ts')}; echo "exit code $?" >&2; } | true`);

  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: 'exit code 0\n' });
});

test('any other failure to print is an error', () => {
  const { stderr } = shell(`${launched('commands/releases.ts')} > /dev/full; echo "exit code $?" >&2`);

  expect(stderr).toBe('the output cannot be written (ENOSPC)\nexit code 1\n');
});

test('the exit code tells what was found, also if the reader has closed the pipe', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'command-'));
  const name = path.basename(folder);
  const program = path.join(folder, `${name}.ts`);
  writeFileSync(
    program,
    `import { print, run } from '${path.join(ROOT, 'lib/command-line/command')}';
    const printOn = async () => {
      for (let line = 0; line < 20; line++) {
        print('a line');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return 3;
    };
    run({ usage: '', description: '', run: printOn });`,
  );
  try {
    const command = launched(path.relative(ROOT, program));
    const [onlyOutput, all] = ['', '2>&1'].map((merged) => shell(`{ ${command} ${merged}; echo "exit code $?" >&3; } 3>&2 | true`).stderr);

    expect([onlyOutput, all]).toEqual(['exit code 3\n', 'exit code 3\n']);
  } finally {
    rmSync(folder, { recursive: true });
    const build = path.join(ROOT, 'build');
    for (const file of readdirSync(build)) if (file.includes(name)) rmSync(path.join(build, file));
  }
});

test.each(['releases', 'rules', 'schema'])('%s, which reads no cluster, takes no argument', (command) => {
  expect(shell(`${launched(`commands/${command}.ts`)} picluster`)).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^unexpected argument picluster; remove it\nusage: npm run /),
  });
});

test.each(['main.ts', 'commands/diff.ts', 'commands/schema.ts'])('an empty argument of %s is told, and not taken for a name', (program) => {
  expect(shell(`${launched(program)} ""`)).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^an argument is empty; remove it, or set the variable that it comes from\nusage: npm run /),
  });
});

test('--json cannot be combined with another format', () => {
  expect(shell(`${launched('commands/verify.ts')} --json --format sarif`)).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^--json cannot be used together with --format sarif; remove one of them\n/),
  });
});

test.each([
  ['an unknown value', '--format=jsno', 'unknown FORMAT jsno; did you mean json?'],
  ['a value like none', '--format=yaml', 'unknown FORMAT yaml; use one of text, json, sarif, junit, github'],
  ['no value', '--format', '--format has no FORMAT; use --format text'],
  ['an unknown option', '--formt=json', 'unknown option --formt; did you mean --format?'],
])('%s is wrong usage, in every command that judges', (_what, option, message) => {
  for (const program of ['main.ts', 'commands/check.ts', 'commands/verify.ts']) {
    const { status, stdout, stderr } = shell(`${launched(program)} ${option}`);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(message);
    expect(stderr).toMatch(/\nusage: npm run \w+ -- .*\[--format FORMAT\]/);
  }
});

test('a switch takes no value', () => {
  expect(shell(`${launched('commands/verify.ts')} --json=yes`)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--json takes no value; remove yes\n'),
  });
});

test.each([
  ['run-script', 'main.ts', 'out=true', 'synth', 'npm took --out for itself; write -- before it: npm run synth -- --out DIR\n'],
  ['run', 'main.ts', 'out=true', 'synth', 'npm took --out for itself; write -- before it: npm run synth -- --out DIR\n'],
  ['run', 'commands/snapshots.ts', 'check=true', 'snapshots', 'write -- before it: npm run snapshots -- --check\n'],
  ['run', 'commands/diff.ts', 'render=', 'diff', 'write -- before it: npm run diff -- --no-render\n'],
])('an option that npm took for itself by npm %s is a hint at --: %s, %s', (command, program, setting, script, message) => {
  const { status, stdout, stderr } = shell(
    `npm_command=${command} npm_lifecycle_event=${script} npm_config_${setting} ${launched(program)} x`,
  );

  expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
});

test('a setting that npm has too is not taken for an option', () => {
  expect(shell(`npm_command=run npm_lifecycle_event=verify npm_config_json=true ${launched('commands/verify.ts')} --help`).status).toBe(0);
});
