import { at } from '../../../lib/yaml/parsed';
import { advised } from './advice';

const chart = {
  name: 'tempo-distributed',
  version: '3.3.0',
  appVersion: '3.0.3',
  defaults: { backendScheduler: { config: { provider: { compaction: { compaction: { block_retention: '336h' } } } } } },
  templateNames: new Set<string>(),
};

const NOW = 'backendScheduler.config.provider.compaction.compaction';

/** Renders what the chart reads, and refuses a field that Tempo does not have. */
const render = async (values: unknown) => ({
  text: `kind: ConfigMap\nmetadata: {name: tempo}\nread: ${JSON.stringify(at(values, ...NOW.split('.')) ?? null)}\n`,
});
const refused = (text: string) => (text.includes('v2_in_buffer_bytes') ? 1 : 0);

async function said(compaction: object): Promise<string[]> {
  const props = { values: { compactor: { config: { compaction } } }, chart, isOurs: true, trials: { render, random: [], refused } };
  const advice = await advised(['compactor', 'config', 'compaction'], props);
  return advice.map(({ path, fix }) => `${path.slice(2).join('.')}: ${fix}`);
}

test('a map that has an effect elsewhere is moved as a whole', async () => {
  expect(await said({ block_retention: '240h', compaction_window: '2h' })).toEqual([`compaction: use ${NOW}`]);
});

test('with a field that Tempo no longer has, each value is advised on', async () => {
  expect(await said({ block_retention: '240h', compaction_window: '2h', v2_in_buffer_bytes: 1 })).toEqual([
    'compaction.block_retention: set tempo.retention in the cluster file instead',
    `compaction.compaction_window: use ${NOW}.compaction_window`,
    'compaction.v2_in_buffer_bytes: remove it',
  ]);
});

test('a map of which nothing has an effect is removed as a whole', async () => {
  expect(await said({ v2_in_buffer_bytes: 1, v2_out_buffer_bytes: { v2_in_buffer_bytes: 2 } })).toEqual(['compaction: remove it']);
});

test('fields of Tempo below a key that the chart does not have are each moved to where it reads them', async () => {
  const single = {
    ...chart,
    name: 'tempo',
    version: '2.2.4',
    appVersion: '2.10.8',
    defaults: { tempo: { queryFrontend: {}, ingester: {} } },
  };
  const read = async (values: unknown) => ({
    text: `kind: ConfigMap\nmetadata: {name: tempo}\nread: ${JSON.stringify(['queryFrontend', 'ingester'].map((key) => at(values, 'tempo', key)))}\n`,
  });
  const props = {
    values: { tempo: { structuredConfig: { query_frontend: { max_retries: 5 }, ingester: { max_block_duration: '7m' }, colour: 1 } } },
    ...{ chart: single, isOurs: true, trials: { render: read, random: [], refused } },
  };
  expect((await advised(['tempo', 'structuredConfig'], props)).map(({ path, fix }) => `${path.slice(2).join('.')}: ${fix}`)).toEqual([
    'query_frontend: use tempo.queryFrontend',
    'ingester: use tempo.ingester',
    'colour: remove it',
  ]);
});

test('in a component that is off, each value keeps the way to enable it', async () => {
  const off = { ...chart, defaults: { gateway: { enabled: false } } };
  const renderIfOn = async (values: unknown) => ({
    text: `kind: Service\nmetadata: {name: gateway}\nread: ${JSON.stringify(at(values, 'gateway', 'enabled') ? at(values, 'gateway') : null)}\n`,
  });
  const props = {
    values: { gateway: { service: { port: 81, v2_in_buffer_bytes: 1 } } },
    ...{ chart: off, isOurs: true, trials: { render: renderIfOn, random: [], refused } },
  };
  expect(await advised(['gateway', 'service'], props)).toEqual([
    { path: ['gateway', 'service', 'port'], fix: 'set gateway.enabled (now false) to true, or remove this value' },
    { path: ['gateway', 'service', 'v2_in_buffer_bytes'], fix: 'remove it' },
  ]);
});

test('a value that the cluster file sets is set by its key, even below a misspelt map, but not one of the same name elsewhere', async () => {
  const ofChart = { ...chart, defaults: { tempo: { structuredConfig: {} }, server: { http_listen_port: 3200 }, other: {} } };
  const none = async () => ({ text: 'kind: ConfigMap\nmetadata: {name: tempo}\n' });
  const first = async (values: object, path: readonly string[]) => {
    const props = { values, chart: ofChart, isOurs: true, trials: { render: none, random: [], refused } };
    return (await advised(path, props)).map(({ path: part, fix }) => `${part.join('.')}: ${fix}`);
  };
  const server = { server: { http_listen_port: 80 } };

  expect(await first({ tempo: { structuredConfg: server } }, ['tempo', 'structuredConfg'])).toEqual([
    "tempo.structuredConfg.server.http_listen_port: remove it, because everything in this stack uses the chart's port",
  ]);
  expect(await first({ tempoo: { structuredConfig: server } }, ['tempoo'])).toEqual([
    "tempoo.structuredConfig.server.http_listen_port: remove it, because everything in this stack uses the chart's port",
  ]);
  expect(await first({ colour: { a: 1 } }, ['colour'])).toEqual(['colour: remove it']);
});

test('a receiver in a map that has no effect is enabled where the chart does', async () => {
  const single = { ...chart, name: 'tempo', version: '1.24.4', defaults: { tempo: { receivers: { otlp: {} } } } };
  const values = { distributor: { replicas: 2, receivers: { zipkin: {} } } };
  const render = async (all: unknown) => ({
    text: `kind: ConfigMap\nmetadata: {name: tempo}\ndata: {all: '${JSON.stringify(at(all, 'tempo', 'receivers') ?? {})}'}\n`,
  });
  const fixes = (isOurs: boolean) => advised(['distributor'], { values, chart: single, isOurs, trials: { render, random: [], refused } });

  expect(await fixes(false)).toEqual([
    { path: ['distributor', 'replicas'], fix: 'remove it' },
    { path: ['distributor', 'receivers'], fix: 'use tempo.receivers.zipkin' },
  ]);
  expect(await fixes(true)).toEqual([
    { path: ['distributor', 'replicas'], fix: 'remove it' },
    { path: ['distributor', 'receivers'], fix: expect.stringMatching(/^list the protocols in tempo\.receivers of the cluster file/) },
  ]);
});

test('no value of a map is moved to where the cluster file sets it', async () => {
  const ofIngester = { ...chart, defaults: { ingester: { storage: {} } } };
  const all = async (values: unknown) => ({
    text: `kind: StatefulSet\nmetadata: {name: ingester}\nread: ${JSON.stringify(at(values, 'ingester') ?? null)}\n`,
  });
  const props = {
    values: { ingestor: { replicas: 3, persistence: { size: '10Gi', annotations: { a: 'b' } } } },
    ...{ chart: ofIngester, isOurs: true, trials: { render: all, random: [], refused } },
  };
  expect(await advised(['ingestor'], props)).toEqual([
    { path: ['ingestor', 'replicas'], fix: 'use ingester.replicas' },
    { path: ['ingestor', 'persistence', 'size'], fix: 'set tempo.persistence' },
    { path: ['ingestor', 'persistence', 'annotations'], fix: 'use ingester.persistence.annotations' },
  ]);
});
