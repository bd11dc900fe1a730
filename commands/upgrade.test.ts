import { chmodSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../test/synthesis';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const upgrade = (...args: string[]) => at.run('commands/upgrade.ts', args);
const seed = (...changes: [string | RegExp, string][]) =>
  changes.reduce((text, [from, to]) => text.replace(from, to), readTestFile('clusters/seed.yaml'));
const read = (file = 'clusters/home.yaml') => readFileSync(path.join(at.folder, file), 'utf8');
const OLDER: [string, string] = ['chart: 2.23.4', 'chart: 2.14.4'];

test('prints what the cluster can move to, and writes nothing', () => {
  at.write('clusters/home.yaml', seed(OLDER));
  const before = at.contentOf('.');

  const { status, stdout, stderr } = upgrade('home');

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('  tempo.chart: 2.14.4 can move to 2.23.4; write it with --write\n');
  expect(stdout).toContain('    - 2.23.5 does not fit:\n        tempo.receivers: opencensus was removed');
  expect(stdout).toContain('Traefik is installed elsewhere: upgrade it there, then write it with --keys traefik.chart --write\n');
  expect(at.contentOf('.')).toEqual(before);
});

test('--write changes only the versions, whatever the file looks like', () => {
  const text = `\ufeff${seed(OLDER).replace(/\n/g, '\r\n')}`;
  at.write('clusters/home.yaml', text);
  chmodSync(path.join(at.folder, 'clusters/home.yaml'), 0o640);

  const { status, stdout } = upgrade('--write');

  expect(status).toBe(0);
  expect(stdout).toContain('  written tempo.chart: 2.23.4 instead of 2.14.4\n');
  expect(stdout).toContain('  tempo.chart: 2.14.4 can move to 2.23.4\n');
  expect(stdout).toContain('upgrade it there, then write it with --keys traefik.chart --write\n');
  expect(read()).toBe(text.replace('2.14.4', '2.23.4'));
  expect(statSync(path.join(at.folder, 'clusters/home.yaml')).mode & 0o777).toBe(0o640);
  expect(Object.keys(at.contentOf('clusters'))).toEqual(['home.yaml']);
});

test('--write follows a link', () => {
  at.write('shared.yaml', seed(OLDER));
  rmSync(path.join(at.folder, 'clusters/home.yaml'));
  symlinkSync('../shared.yaml', path.join(at.folder, 'clusters/home.yaml'));

  expect(upgrade('--write').status).toBe(0);
  expect(read('shared.yaml')).toBe(seed());
});

test('--keys chooses, also what is installed elsewhere', () => {
  const { stdout } = upgrade('--keys', 'traefik.chart', '--write');

  expect(stdout).not.toContain('tempo.chart:');
  expect(stdout).toContain('27.0.2 can move to 41.4.0; Traefik is installed elsewhere: upgrade it there\n');
  expect(read()).toBe(seed(['chart: 27.0.2', 'chart: 41.4.0']));
});

test('nothing to move to is said', () => {
  at.write('clusters/home.yaml', readTestFile('clusters/otlp.yaml').replace('41.3.0', '41.4.0'));

  expect(upgrade('--write')).toMatchObject({ status: 0, stdout: expect.stringMatching(/\n {2}nothing to move to\n$/) });
});

test('a key that the file does not have is said', () => {
  at.write('clusters/home.yaml', readTestFile('clusters/otlp.yaml').replace(/^traefik:[\s\S]*?\n(?=\w)/m, ''));
  const absent = '  traefik.chart: the file has no such key\n';

  expect(upgrade('--keys', 'traefik.chart')).toMatchObject({ status: 0, stdout: `clusters/home.yaml\n${absent}` });
  expect(upgrade('--keys', 'traefik.chart,tempo.chart').stdout).toMatch(new RegExp(`tempo\\.chart: .*[\\s\\S]*\n${absent}$`));
});

test('several clusters, each with its answer', () => {
  at.write(
    'clusters/other.yaml',
    seed(OLDER)
      .replace('picluster.ricsanfre.com', 'other.example.org')
      .replace(/bucket: .*/, 'bucket: other'),
  );

  const { stdout } = upgrade('--write');

  expect([...stdout.matchAll(/^clusters\/.*$/gm)].map(([file]) => file)).toEqual(['clusters/home.yaml', 'clusters/other.yaml']);
  expect(read('clusters/other.yaml')).toContain('chart: 2.23.4');
  expect(read()).toBe(seed());
});

test('what a base has is said once for its clusters, with the change in the base, which --write leaves alone', () => {
  at.write('base/prod.yaml', 'tempo: { chart: 2.14.4 }\n');
  const extending = (name: string) =>
    `extends: ../base/prod.yaml\n${seed([/^ {2}chart: 2.*\n/m, ''], ['picluster.ricsanfre.com', `${name}.example.org`], [/bucket: .*/, `bucket: ${name}`])}`;
  for (const name of ['home', 'lab']) at.write(`clusters/${name}.yaml`, extending(name));

  const { status, stdout } = upgrade('--write');

  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^base\/prod\.yaml, for home and lab\n {2}tempo\.chart: 2\.14\.4 can move to 2\.23\.4; change it in base\/prod\.yaml, for every cluster that extends it\n/,
  );
  expect([...stdout.matchAll(/^(clusters\/.*| {2}tempo\.chart: .*)$/gm)].map(([line]) => line.slice(0, 17))).toEqual([
    '  tempo.chart: 2.',
    'clusters/home.yam',
    'clusters/lab.yaml',
  ]);
  expect(read('base/prod.yaml')).toBe('tempo: { chart: 2.14.4 }\n');
});

describe('in every format', () => {
  test('json has the moves, with what blocks the next', () => {
    const { status, stdout } = upgrade('--format', 'json');
    const { clusters, written } = JSON.parse(stdout);

    expect(status).toBe(0);
    expect(written).toEqual([]);
    expect(clusters[0].moves[0]).toMatchObject({ key: 'tempo.chart', from: '2.23.4', newest: '3.3.0', blocked: { version: '2.23.5' } });
    expect(clusters[0].verdicts.map(({ rule }: { rule: string }) => rule)).toContain('upgrade/available');
  });

  test.each(['sarif', 'junit', 'github'])('%s has the findings', (format) => {
    expect(upgrade('--format', format)).toMatchObject({ status: 0, stdout: expect.stringContaining('27.0.2 can move to 41.4.0') });
  });
});

describe('what cannot be done', () => {
  test.each([['text'], ['json']])('a file with errors is refused with them, in %s', (format) => {
    at.write('clusters/home.yaml', seed(['chart: 2.23.4', 'chart: 2.24.0']));

    const { status, stdout, stderr } = upgrade('--write', '--format', format);

    expect(status).toBe(1);
    expect(stdout + stderr).toContain('opencensus was removed from Tempo in 2.10.6');
    expect(read()).toContain('chart: 2.24.0');
  });

  test.each([
    [['hme'], 'no cluster hme in clusters; did you mean home?'],
    [['--keys', 'tempo.chrt'], 'unknown key tempo.chrt; did you mean tempo.chart?'],
    [['--wirte'], 'unknown option --wirte; did you mean --write?'],
  ])('%s is wrong usage', (args, message) => {
    expect(upgrade(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });

  test('a file that cannot be written stays as it is', () => {
    at.write('clusters/home.yaml', seed(OLDER));
    chmodSync(path.join(at.folder, 'clusters'), 0o500);
    const { status } = upgrade('--write');
    chmodSync(path.join(at.folder, 'clusters'), 0o755);

    // root may write anywhere
    expect([status, read()]).toEqual(process.getuid?.() === 0 ? [0, seed()] : [1, seed(OLDER)]);
  });
});
