import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { version } from '../../lib/cluster-file/formats/texts';
import { sentence } from '../../lib/findings/sentence';
import { CREDENTIALS, readTestFile } from '../../test/synthesis';
import { readClusterFile } from '../read/cluster';
import { linesOf } from './lines';
import { type Move, movesOf } from './moves';
import { PINS } from './pins';
import { Trial } from './trial';
import { writtenBy } from './written';

const HEAD = 'domain: home.example.org\ngitops: { repoURL: "https://git.example.org/tracing.git" }\n';
const tempo = (chart: string, more = '') => `tempo:
  ${chart}
  receivers: [otlp-grpc, otlp-http, zipkin]
  storage: { bucket: traces, endpoint: "minio.storage:9000" }
  credentials: { existing: {} }
  persistence: {}
${more}`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function asked(text: string) {
  const source = { name: 'home', file: 'clusters/home.yaml', text };
  const { config, findings } = readClusterFile(source);
  if (!config) throw new Error(findings.map(sentence).join('\n'));
  const trial = new Trial(source, CREDENTIALS, folder);
  return { trial, moves: movesOf(trial, config) };
}

const moveOf = (text: string, key: string): Move => {
  const found = asked(text).moves.find((move) => move.key.join('.') === key);
  if (!found) throw new Error(`no ${key}`);
  return found;
};
const blocks = ({ blocked }: Move) => blocked?.errors.map(({ rule }) => rule);
const newsOf = ({ news }: Move) => news.map(({ rule }) => rule);

test('every key that carries a version is one that can move, or has no table', () => {
  const { pattern } = z.toJSONSchema(version('1.0')) as { pattern?: string };
  const keysOf = (schema: object, at = ''): string[] =>
    [schema, ...((schema as { anyOf?: object[] }).anyOf ?? [])].flatMap((form) =>
      Object.entries((form as { properties?: Record<string, object> }).properties ?? {}).flatMap(([key, child]) =>
        (child as { pattern?: string }).pattern === pattern ? [at + key] : keysOf(child, `${at}${key}.`),
      ),
    );
  const versions = keysOf(JSON.parse(readFileSync('schema/cluster.json', 'utf8')));

  expect(versions.sort()).toEqual([...PINS.map(({ key }) => key.join('.')), 'kubernetes.version', 'tempo.migration.from'].sort());
});

test("the seed's Tempo stays, because of what its senders need, in the words of the findings", () => {
  const move = moveOf(readTestFile('clusters/seed.yaml'), 'tempo.chart');

  expect(move).toMatchObject({ from: '2.23.4', blocked: { version: '2.23.5' } });
  expect(move.to).toBeUndefined();
  expect(blocks(move)).toEqual(['tempo/receiver-removed', 'tempo/no-common-protocol']);
});

test('the newest release that fits, and what blocks the next one', () => {
  const move = moveOf(`${HEAD}${tempo('chart: 1.40.4')}`, 'tempo.chart');

  expect(move).toMatchObject({ from: '1.40.4', to: '2.26.2', newest: '3.3.0', blocked: { version: '3.0.0' } });
  expect(blocks(move)).toEqual(['tempo/kafka-missing', 'tempo/persistence-unused']);
  expect(move.differences.map(({ since, text }) => `${since} ${text}`)).toEqual(
    expect.arrayContaining([
      '1.41.0 query port: 3200 instead of 3100',
      '1.62.0 chart repository: https://grafana-community.github.io/helm-charts instead of https://grafana.github.io/helm-charts',
      '2.23.5 OpenCensus: no instead of yes',
    ]),
  );
});

test('a step is judged too: what would lose data does not fit', () => {
  const move = moveOf(`${HEAD}${tempo('monolithic: 0.16.5')}`, 'tempo.monolithic');

  expect(move).toMatchObject({ blocked: { version: '0.16.6' } });
  expect(move.to).toBeUndefined();
  expect(blocks(move)).toEqual(['change/retention']);
});

test('what changes on the way is told with its commands', () => {
  const move = moveOf(`${HEAD}${tempo('chart: 1.9.0')}`, 'tempo.chart');

  expect(newsOf(move)).toEqual(expect.arrayContaining(['change/one-way', 'change/immutable', 'change/bootstrap', 'change/restarts']));
  expect(linesOf('clusters/home.yaml', [move])).toContain('        kubectl -n tracing delete service tempo-memcached');
});

test('with Helm in synth, the step is judged by the values', () => {
  const text = `${HEAD.replace(' }', ', helm: manifests }')}${tempo('chart: 1.9.0')}`;

  expect(newsOf(moveOf(text, 'tempo.chart'))).toContain('change/one-way');
});

test('the newest release has nothing to move to', () => {
  const { moves } = asked(`${HEAD}${tempo('chart: 3.3.0', '  kafka: { address: "kafka:9092" }\n').replace('  persistence: {}\n', '')}`);

  expect(moves).toEqual([expect.objectContaining({ from: '3.3.0', news: [] })]);
  expect(linesOf('clusters/home.yaml', moves)).toEqual([
    'clusters/home.yaml',
    '  tempo.chart: 3.3.0 is the newest known release',
    '  nothing to move to',
  ]);
});

test('a release that shares its value with another key is left to a person', () => {
  const text = `${HEAD}${tempo('chart: &v 2.23.4')}accept: [{ rule: tempo/no-persistence, reason: *v }]\n`;

  const move = moveOf(text, 'tempo.chart');

  expect([move.isFixed, move.to]).toEqual([true, undefined]);
});

describe('what is written', () => {
  const TWO = `${HEAD}${tempo('chart: 2.26.0')}traefik: { chart: 40.0.0, via: release } # ours\nlinkerd: { version: 2.17, webhookIssuer: a }\n`;

  test('is what this stack installs', () => {
    const { trial, moves } = asked(TWO);

    expect(writtenBy(trial, moves, false).text).toBe(TWO.replace('2.26.0', '2.26.2').replace('40.0.0', '41.4.0'));
  });

  test('and what is installed elsewhere, if it is named', () => {
    const { trial, moves } = asked(TWO);
    const named = moves.filter(({ key }) => key[0] === 'linkerd');

    expect(named).toMatchObject([{ elsewhere: 'the control plane of Linkerd', to: '2.18' }]);
    expect(writtenBy(trial, named, true).text).toBe(TWO.replace('2.17', '2.18'));
  });

  test('fits together', () => {
    const { trial, moves } = asked(TWO);
    const [first, second] = moves;
    if (!first || !second) throw new Error('two moves');
    const impossible: Move = { ...second, key: ['tempo', 'chart'], to: '3.3.0' };

    const { text, left } = writtenBy(trial, [first, impossible], false);

    expect(text).toBe(TWO.replace('2.26.0', '2.26.2'));
    expect(left).toMatchObject([{ move: impossible }]);
  });
});
