/** Several Traefiks of other authors, of which only one is the way of a trace. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import type { Manifest } from '../../stack';
import { checkWorkloads } from '../addresses/workloads/workloads';
import { deployment } from '../fixture';
import { LOGGING, lokiSource, provisioned, TEMPO_SOURCE, TRACING } from './fixture';
import { identity } from './identity';

const OF_INGRESSES = '--providers.kubernetesingress=true';
const LINK = { name: 'TraceID', datasourceUid: 'tempo', url: '$${__value.raw}', matcherRegex: '"TraceId":"(\\w+)"' };

const traefik = (name: string, args: readonly string[], pod: object = {}): Manifest =>
  deployment(name, { containers: [{ name: 'traefik', image: 'traefik:v3.6.4', args, ...pod }] });

async function said(...objects: Manifest[]): Promise<string[]> {
  const all = [...objects, provisioned(TEMPO_SOURCE, lokiSource(LINK))];
  const surroundings = worldOf(all.map((object) => JSON.stringify(object)).join('\n---\n'), { isOurs: false });
  const { findings } = await identity.run({ ...surroundings, templates: undefined as never });
  const { world, lookup, tempos } = surroundings;
  return [...findings, ...checkWorkloads(world, lookup, tempos)].filter(({ severity }) => severity !== 'note').map(sentence);
}

const MAIN = traefik('traefik', [...TRACING, ...LOGGING, OF_INGRESSES]);
const APP = deployment('web', {
  containers: [{ name: 'web', image: 'docker.l5d.io/buoyantio/emojivoto-web:v11', env: [{ name: 'OC_AGENT_HOST', value: 'tempo:55678' }] }],
});

test('one with an access log is enough for the links', async () => {
  const other = traefik('internal', [...TRACING, OF_INGRESSES]);
  expect(await said(MAIN, other)).toEqual([]);
  expect(await said(other)).toEqual([expect.stringContaining('writes no access log')]);
});

test('one without routes forwards nothing', async () => {
  const b3 = traefik('traefik', [...TRACING, ...LOGGING, OF_INGRESSES], {
    env: [{ name: 'OTEL_PROPAGATORS', value: 'b3,b3multi,tracecontext' }],
  });
  expect(await said(b3, traefik('internal', [...TRACING, '--providers.kubernetesgateway=true']), APP)).toEqual([]);
  expect(await said(b3, traefik('internal', [...TRACING, OF_INGRESSES]), APP)).toEqual([expect.stringContaining('can only read B3')]);
});

test('what a file says is unknown', async () => {
  const readinessProbe = { httpGet: { path: '/ping', port: 8082 } };
  const args = ['--configFile=/etc/traefik/traefik.yaml', '--entrypoints.web.address=:80'];
  expect(await said(MAIN, traefik('public', args, { readinessProbe }))).toEqual([]);
  expect(await said(MAIN, traefik('public', [...args, ...TRACING]))).toEqual([expect.stringContaining('ignores all flags')]);
});
